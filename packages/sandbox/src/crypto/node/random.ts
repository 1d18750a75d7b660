import { equalBytes } from "../../../../signet/src/token/crypto/web/bytes.ts";
import { type BinaryLike, bytesOf } from "./bytes.ts";

/** The most bytes that one call of `getRandomValues` fills. */
const MOST = 65_536;

/** Returns random bytes. */
export function randomBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += MOST) {
    globalThis.crypto.getRandomValues(bytes.subarray(at, at + MOST));
  }
  return bytes;
}

/** Returns a random UUID (RFC 9562, version 4). */
export function randomUUID(): string {
  return globalThis.crypto.randomUUID();
}

/**
 * Compares bytes in a time that depends only on the length.
 *
 * @throws {RangeError} for different lengths, and {TypeError} for texts, as Node does.
 */
export function timingSafeEqual(
  left: Exclude<BinaryLike, string>,
  right: Exclude<BinaryLike, string>,
): boolean {
  const [a, b] = [binary(left, "The first value"), binary(right, "The second value")];
  if (a.length !== b.length) throw new RangeError("Input buffers must have the same byte length");
  return equalBytes(a, b);
}

function binary(value: Exclude<BinaryLike, string>, name: string): Uint8Array {
  if (typeof value !== "string") return bytesOf(value, name);
  throw new TypeError(`${name} is a text. Give a Buffer or a Uint8Array.`);
}
