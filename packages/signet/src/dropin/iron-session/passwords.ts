/** One password, or passwords by numeric id. The one with the highest id seals, all of them open. */
export type Password = string | PasswordsMap;
export type PasswordsMap = Record<string, string>;

const MIN_LENGTH = 32;

export function passwordMap(password: Password): PasswordsMap {
  return typeof password === "string" ? { 1: password } : password;
}

/** Returns the password that seals, with its id. */
export function newestPassword(passwords: PasswordsMap): { id: string; secret: string } {
  const newest = Math.max(...Object.keys(passwords).map(Number));
  const secret = own(passwords, String(newest));
  if (secret === undefined) {
    throw new Error(
      'iron-session: Bad usage. The password map has no usable entry. Give passwords by number, such as { 1: "…" }.',
    );
  }
  const id = String(newest);
  if (!/^\w+$/.test(id)) throw new Error("Invalid password id");
  checkSecret(secret);
  return { id, secret };
}

/** Returns the password with an id. A seal without an id belongs to the id "default". */
export function passwordOf(passwords: PasswordsMap, id: string): string {
  const key = id || "default";
  const secret = own(passwords, key);
  if (!secret) throw new Error(`Cannot find password: ${key}`);
  checkSecret(secret);
  return secret;
}

/**
 * Checks the passwords of a session.
 *
 * @throws {Error} when an id is no integer, or when a password is shorter than 32 characters.
 */
export function checkPasswords(passwords: PasswordsMap): void {
  const entries = Object.entries(passwords);
  if (entries.length === 0) {
    throw new Error(
      'iron-session: Bad usage. The password map is empty. Give passwords by number, such as { 1: "…" }.',
    );
  }
  for (const [id, secret] of entries) {
    if (!Number.isInteger(Number(id))) {
      throw new Error(
        `iron-session: Bad usage. Password ids must be integers, got ${JSON.stringify(id)}. Give passwords by number, such as { 1: "…", 2: "…" }.`,
      );
    }
    if (typeof secret !== "string" || secret.length < MIN_LENGTH) {
      throw new Error("iron-session: Bad usage. Password must be at least 32 characters long.");
    }
  }
}

function own(passwords: PasswordsMap, id: string): string | undefined {
  return Object.hasOwn(passwords, id) ? passwords[id] : undefined;
}

/** Checks one password with iron's messages. */
function checkSecret(secret: unknown): void {
  if (typeof secret !== "string" || secret === "") throw new Error("Empty password");
  if (secret.length < MIN_LENGTH) {
    throw new Error("Password string too short (min 32 characters required)");
  }
}
