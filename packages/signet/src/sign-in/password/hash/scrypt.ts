import { scrypt, timingSafeEqual } from "node:crypto";

/** N of scrypt in the formats of better-auth and lucia. */
const COST = 16_384;
const KEY_BYTES = 64;
/** scrypt needs 128 · N · r bytes, which is more than Node allows by default. */
const MAX_MEMORY = 64 * 1024 * 1024;

/** `salt:key` of better-auth and lucia 3, and `s2:salt:key` or `salt:key` of older versions of lucia. */
const FORM = /^(s2:)?([\w-]{8,64}):([0-9a-f]{128})$/;

export function isReadableScrypt(stored: string): boolean {
  return FORM.test(stored);
}

/**
 * Verifies a password with a hash of better-auth or lucia. Salt is the text itself, not the bytes that
 * it names. A text of two parts says nothing about the block size: 16 is tried, then 8 (`LegacyScrypt` of lucia).
 */
export async function verifyScrypt(stored: string, password: string): Promise<boolean> {
  const [, tag, salt = "", key = ""] = FORM.exec(stored) ?? [];
  for (const blockSize of tag === undefined ? [16, 8] : [16]) {
    const derived = await derive(password, salt, blockSize);
    if (timingSafeEqual(derived, Buffer.from(key, "hex"))) return true;
  }
  return false;
}

function derive(password: string, salt: string, blockSize: number): Promise<Buffer> {
  const options = { N: COST, r: blockSize, p: 1, maxmem: MAX_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
