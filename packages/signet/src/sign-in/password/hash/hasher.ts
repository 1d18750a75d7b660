import type { PasswordRecord } from "../record.ts";
import {
  type Argon2Cost,
  dummyArgon2,
  hashArgon2,
  isOutdatedArgon2,
  verifyArgon2,
} from "./argon2.ts";
import { type Verify, verifierOf } from "./formats.ts";
import { taskQueue } from "./queue.ts";
import { isReadableScrypt } from "./scrypt.ts";

/** The hashes that are computed at once. Each takes `memory` KiB: 4 × 19 MiB by default. */
const AT_ONCE = 4;
/** With more waiting hashes requests are refused, so that a flood does not fill the memory. */
const MAY_WAIT = 256;

/**
 * - `match-outdated`: the password matches, and the hash should be replaced by a new one.
 * - `unreadable`: the stored text has no known form, or its cost is too high to be computed.
 */
export type Verdict = "match" | "match-outdated" | "mismatch" | "unreadable";

/** Computes the hashes of passwords. */
export interface Hasher {
  hash(password: string): Promise<string>;
  /** Verifies a password. Without a record it does the same work as for a user with a password. */
  verify(record: PasswordRecord | null, password: string): Promise<Verdict>;
  isBusy(): boolean;
}

/** Returns the one form of a password that is hashed. */
export function normalForm(password: string): string {
  return password.normalize("NFKC");
}

export function createHasher(cost: Argon2Cost): Hasher {
  const queue = taskQueue(AT_ONCE, MAY_WAIT);
  const dummy = dummyArgon2(cost);

  const check = (verify: Verify, stored: string, passwords: readonly string[]) =>
    queue.run(async () => {
      for (const password of passwords) if (await verify(stored, password)) return true;
      return false;
    });

  return {
    hash: (password) => queue.run(() => hashArgon2(normalForm(password), cost)),

    async verify(record, password) {
      const verify = record === null ? null : verifierOf(record.hash);
      if (record === null || verify === null) {
        await check(verifyArgon2, dummy, [normalForm(password)]);
        return record === null ? "mismatch" : "unreadable";
      }
      if (!(await check(verify, record.hash, formsOf(record, password)))) return "mismatch";
      const isOutdated = record.imported || isOutdatedArgon2(record.hash, cost);
      return isOutdated ? "match-outdated" : "match";
    },

    isBusy: queue.isFull,
  };
}

/**
 * Returns the forms of a password to try. better-auth and lucia hash the NFKC form as we do. Other
 * applications may have hashed the text as it was typed.
 */
function formsOf(record: PasswordRecord, password: string): readonly string[] {
  const normal = normalForm(password);
  if (!record.imported || isReadableScrypt(record.hash)) return [normal];
  return [...new Set([password, normal])];
}
