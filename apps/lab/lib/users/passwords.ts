import { hash, verify } from "@node-rs/argon2";

/** Argon2id as in OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | null = null;

/**
 * Checks a password against a hash. Without a hash it does the same work on a decoy hash, so the response
 * time does not reveal whether a user exists.
 */
export async function checkPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword("a decoy password");
  const decoyHash = await decoy;
  const matches = await verify(passwordHash ?? decoyHash, password);
  return passwordHash !== null && matches;
}
