/** The primitives, on `node:crypto`. The only place in the library that knows a crypto engine. */
import { hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * HMAC-SHA-256 (RFC 2104) under one key: UTF-8 text in, base64url out. The key is inside and cannot
 * be printed.
 */
export type Mac = (text: string) => string;

/** Bytes of a block of SHA-256, and of what it makes. */
const BLOCK = 64;
const DIGEST = 32;

/** Where messages are put together; the next overwrites it. */
const scratch = Buffer.alloc(16_384);

/**
 * Prepares a key of at most 64 bytes: H(K ^ opad, H(K ^ ipad, text)). Keeping the padded keys and
 * hashing in two one-shot calls takes two thirds of the time of `createHmac`, which makes a stream.
 */
function macWith(key: Uint8Array): Mac {
  const inner = Buffer.alloc(BLOCK, 0x36);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  }
  return (text) => {
    const room = BLOCK + 3 * text.length;
    const message = room <= scratch.length ? scratch : Buffer.allocUnsafe(room);
    message.set(inner);
    const end = BLOCK + message.write(text, BLOCK, "utf8");
    outer.write(hash("sha256", message.subarray(0, end), "binary"), BLOCK, "latin1");
    return hash("sha256", outer, "base64url");
  };
}

/** HKDF-SHA-256 (RFC 5869) from a secret to a 32-byte key that serves one purpose. */
export function deriveMac(secret: string, purpose: string): Mac {
  return macWith(new Uint8Array(hkdfSync("sha256", secret, "signet", purpose, DIGEST)));
}

/** SHA-256 of UTF-8 text; 32 bytes. */
export function sha256(text: string): Uint8Array {
  return hash("sha256", text, "buffer");
}

/** Fresh random bytes from the system's generator, as base64url. */
export function randomText(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

/** Compares text from outside with ASCII text of ours, in time that depends on the lengths alone. */
export function equalText(given: string, expected: string): boolean {
  const left = Buffer.from(given, "utf8");
  const right = Buffer.from(expected, "utf8");
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Compares bytes in time that depends on the lengths alone. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
