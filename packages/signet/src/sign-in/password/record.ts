import { SignetError } from "../../errors.ts";
import { verifierOf } from "./hash/formats.ts";

/** The kind of the authenticator that holds a password. */
export const PASSWORD = "password";

/** What is stored for the password of a user. */
export interface PasswordRecord {
  readonly hash: string;
  /** Whether another application made the hash. It is replaced at the next sign-in. */
  readonly imported: boolean;
}

/** Returns the `data` of an authenticator. */
export function formatRecord({ hash, imported }: PasswordRecord): string {
  return JSON.stringify(imported ? { hash, imported } : { hash });
}

/** Parses the `data` of an authenticator. A text of another form gives a record without a readable hash. */
export function parseRecord(data: string): PasswordRecord {
  const { hash, imported } = Object(parseJson(data));
  return { hash: typeof hash === "string" ? hash : "", imported: imported === true };
}

/**
 * Returns the `data` of an authenticator of kind `password` for the hash of another application. The user
 * then signs in with the same password, and the hash is replaced. Read are
 * - scrypt of better-auth and of lucia;
 * - bcrypt, with the package `@node-rs/bcrypt`;
 * - argon2 in the PHC format.
 *
 * @throws {SignetError} `invalid-input` for a hash of another format, or with too high a cost.
 * @example
 * ```ts
 * import type { Accounts } from "signet-auth/accounts";
 * import { passwordData } from "signet-auth/sign-in/password";
 * declare const accounts: Accounts;
 *
 * export async function importPassword(userId: string, hash: string): Promise<void> {
 *   const data = passwordData(hash);
 *   await accounts.authenticators.add({ kind: "password", id: userId, userId, data, createdAt: Date.now() });
 * }
 * ```
 */
export function passwordData(hash: string): string {
  if (typeof hash !== "string" || verifierOf(hash) === null) {
    throw new SignetError(
      "invalid-input",
      "The hash has a format that password() cannot read, or its cost is too high. Give a hash of better-auth, lucia, bcrypt ($2a$, $2b$, $2y$) or argon2 ($argon2id$). The user of any other hash needs a password reset.",
    );
  }
  return formatRecord({ hash, imported: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
