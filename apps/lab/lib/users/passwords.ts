import { hash, verify } from "@node-rs/argon2";

/** Argon2id as OWASP's Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Hash of a password nobody has. */
let nobodys: Promise<string> | null = null;

/**
 * Whether the password belongs to the hash. Without a hash it does the same work for nothing, so
 * that the time of an answer does not tell whether a user exists.
 */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword("nobody's password");
  const matches = await verify(passwordHash ?? (await nobodys), password);
  return passwordHash !== null && matches;
}
