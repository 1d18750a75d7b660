import { hash, timingSafeEqual } from "node:crypto";
import type { HashBits } from "../algorithms.ts";

/**
 * HMAC (RFC 2104) under one key: UTF-8 text in, base64url out. The key is inside and cannot be
 * printed.
 */
export type Mac = (text: string) => string;

/** Bytes of a block of SHA-2 (FIPS 180-4, figure 1). */
const BLOCK = { 256: 64, 384: 128, 512: 128 } as const;

/** Where messages are put together; the next overwrites it. */
const scratch: Buffer = Buffer.alloc(16_384);

/**
 * Prepares a key: H(K ^ opad, H(K ^ ipad, text)). Keeping the padded keys and hashing in two one-shot
 * calls takes two thirds of the time of `createHmac`, which makes a stream.
 */
export function mac(bits: HashBits, secret: Uint8Array): Mac {
  const algorithm = `sha${bits}`;
  const block = BLOCK[bits];
  const key = secret.length <= block ? secret : hash(algorithm, secret, "buffer");
  const inner = Buffer.alloc(block, 0x36);
  const outer = Buffer.alloc(block + bits / 8, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  }
  return (text) => {
    const room = block + 3 * text.length;
    const message = room <= scratch.length ? scratch : Buffer.allocUnsafe(room);
    message.set(inner);
    const end = block + message.write(text, block, "utf8");
    outer.write(hash(algorithm, message.subarray(0, end), "binary"), block, "latin1");
    // Memory of one's own goes back to the heap; the key does not.
    if (message !== scratch) message.fill(0, 0, block);
    return hash(algorithm, outer, "base64url");
  };
}

/** The longest signature of HMAC is 86 characters; UTF-8 can make three bytes of each. */
const given: Buffer = Buffer.alloc(258);
const expected: Buffer = Buffer.alloc(258);

/** Compares text from outside with base64url of ours, in time that depends on the lengths alone. */
export function equalText(text: string, ours: string): boolean {
  if (text.length !== ours.length) return false;
  const length = expected.write(ours, 0, "utf8");
  if (given.write(text, 0, "utf8") !== length) return false;
  return timingSafeEqual(given.subarray(0, length), expected.subarray(0, length));
}
