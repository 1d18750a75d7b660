import { hash, parseOptions, verify } from "@node-rs/argon2";
import { invalidConfig } from "../../../errors.ts";
import { checkOptions } from "../../../options.ts";
import { encodeBytes } from "../../../token/base64url.ts";

/** The cost of argon2id. More of each takes more time, for the server and for an attacker. */
export interface Argon2Cost {
  /** KiB. */
  readonly memory: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** The first choice of the OWASP Password Storage Cheat Sheet. */
const DEFAULT_COST: Argon2Cost = { memory: 19_456, iterations: 2, parallelism: 1 };

/** The least memory for a number of iterations in the OWASP Password Storage Cheat Sheet; KiB. */
const LEAST_MEMORY: readonly (readonly [iterations: number, memory: number])[] = [
  [5, 7_168],
  [4, 9_216],
  [3, 12_288],
  [2, 19_456],
  [1, 47_104],
];

/** Stored hashes with a higher cost are not computed: one sign-in could use up the server. */
const HIGHEST: Argon2Cost = { memory: 262_144, iterations: 20, parallelism: 16 };

/** argon2id. The library declares it as a const enum, which cannot be imported as a value. */
const ARGON2ID = 2;
const VERSION_19 = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Checks the option `hash`.
 *
 * @throws {SignetError} `invalid-config` for a cost below those of OWASP, and above the limit for stored hashes.
 */
export function parseCost(given: unknown): Argon2Cost {
  if (given === undefined) return DEFAULT_COST;
  if (typeof given !== "object" || given === null) {
    throw invalidConfig("hash must be an object such as { memory: 19456, iterations: 2 }.");
  }
  checkOptions(given, ["memory", "iterations", "parallelism"], "hash of password()");
  const cost: Argon2Cost = { ...DEFAULT_COST, ...given };
  const { memory, iterations, parallelism } = cost;
  if (![memory, iterations, parallelism].every((each) => Number.isSafeInteger(each) && each > 0)) {
    throw invalidConfig("memory, iterations and parallelism of hash must be whole numbers from 1.");
  }
  const [, least = 0] = LEAST_MEMORY.find(([from]) => iterations >= from) ?? [];
  if (memory < least) {
    throw invalidConfig(
      `hash.memory is ${memory} KiB. With ${iterations} iterations OWASP asks for at least ${least} KiB. Raise one of the two.`,
    );
  }
  if (!isComputable(cost)) {
    throw invalidConfig(
      `hash may have at most ${HIGHEST.memory} KiB, ${HIGHEST.iterations} iterations and a parallelism of ${HIGHEST.parallelism}. Lower it.`,
    );
  }
  return cost;
}

/** Returns the PHC text of a new hash. */
export function hashArgon2(password: string, cost: Argon2Cost): Promise<string> {
  return hash(password, {
    algorithm: ARGON2ID,
    memoryCost: cost.memory,
    timeCost: cost.iterations,
    parallelism: cost.parallelism,
    outputLen: HASH_BYTES,
  });
}

/** Verifies a password with a hash that {@link isReadableArgon2} accepts. */
export function verifyArgon2(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

/** Returns a hash of no password. To verify with it takes the time of a real hash of this cost. */
export function dummyArgon2({ memory, iterations, parallelism }: Argon2Cost): string {
  const random = (bytes: number) =>
    encodeBytes(crypto.getRandomValues(new Uint8Array(bytes)))
      .replaceAll("-", "+")
      .replaceAll("_", "/");
  return `$argon2id$v=19$m=${memory},t=${iterations},p=${parallelism}$${random(SALT_BYTES)}$${random(HASH_BYTES)}`;
}

/** Checks the form and the cost of a stored hash, without computing it. */
export function isReadableArgon2(stored: string): boolean {
  const found = costOf(stored);
  return found !== null && isComputable(found);
}

/** Checks whether a stored hash is weaker than a new one would be. */
export function isOutdatedArgon2(stored: string, cost: Argon2Cost): boolean {
  const found = costOf(stored);
  if (found === null || !found.isCurrentForm) return true;
  return found.memory < cost.memory || found.iterations < cost.iterations;
}

function costOf(stored: string): (Argon2Cost & { readonly isCurrentForm: boolean }) | null {
  try {
    const found = parseOptions(stored);
    return {
      memory: found.memoryCost,
      iterations: found.timeCost,
      parallelism: found.parallelism,
      isCurrentForm:
        Number(found.algorithm) === ARGON2ID &&
        Number(found.version) === VERSION_19 &&
        found.saltLen >= SALT_BYTES &&
        found.outputLen >= HASH_BYTES,
    };
  } catch {
    // The library throws for a malformed text.
    return null;
  }
}

function isComputable({ memory, iterations, parallelism }: Argon2Cost): boolean {
  return (
    // The least memory of argon2 (RFC 9106, section 3.1).
    memory >= 8 * parallelism &&
    memory <= HIGHEST.memory &&
    iterations <= HIGHEST.iterations &&
    parallelism <= HIGHEST.parallelism
  );
}
