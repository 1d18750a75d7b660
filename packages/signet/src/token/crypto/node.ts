/** The primitives, on `node:crypto`. The only place in the library that knows a crypto engine. */
import {
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** A key for HMAC, held by the engine and never printed. */
export type MacKey = KeyObject;

/** HKDF-SHA-256 (RFC 5869) from a secret to a 32-byte key that serves one purpose. */
export function deriveMacKey(secret: string, purpose: string): MacKey {
  return createSecretKey(new Uint8Array(hkdfSync("sha256", secret, "signet", purpose, 32)));
}

/** HMAC-SHA-256 (RFC 2104) of ASCII text, as base64url. */
export function hmacSha256(key: MacKey, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
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
