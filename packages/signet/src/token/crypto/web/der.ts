/**
 * Reads and writes the part of DER (X.690, section 10) that keys use: definite lengths in the shortest
 * form.
 */
import { unusableKey } from "../../errors.ts";
import { type Bytes, joined } from "./bytes.ts";

/** One DER element. */
export interface Element {
  readonly tag: number;
  readonly content: Bytes;
}

/** The tags of DER elements. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** The explicit tags `[0]` to `[3]`, each around one element. */
  explicit: [0xa0, 0xa1, 0xa2, 0xa3],
} as const;

/** The maximum size of a length; bytes. No key needs a larger length. */
const LONGEST_LENGTH = 3;

/**
 * Parses a sequence of elements that fills the bytes completely.
 *
 * @throws {TokenKeyError} `key-unusable` for bytes that are not well-formed DER.
 */
export function elements(bytes: Bytes): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { start, length } = lengthAt(bytes, at + 1);
    const tag = byteAt(bytes, at);
    if ((tag & 0x1f) === 0x1f || length > bytes.length - start) throw notDer();
    at = start + length;
    found.push({ tag, content: bytes.subarray(start, at) });
  }
  return found;
}

/** Returns the content of the only element, which must have the tag. */
export function onlyContent(tag: number, bytes: Bytes): Bytes {
  const [element, ...more] = elements(bytes);
  if (more.length > 0) throw notDer();
  return contentOf(tag, element);
}

/** Returns the content of an element, which must exist and have the tag. */
export function contentOf(tag: number, element: Element | undefined): Bytes {
  if (element?.tag !== tag) throw notDer();
  return element.content;
}

/** Returns the bytes of a BIT STRING, which must have no unused bits. */
export function bitStringContent(element: Element | undefined): Bytes {
  const content = contentOf(TAG.bitString, element);
  if (byteAt(content, 0) !== 0) throw notDer();
  return content.subarray(1);
}

/** Writes an element. */
export function write(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const length = contents.reduce((sum, { length }) => sum + length, 0);
  return joined([tag, ...lengthOf(length)], ...contents);
}

/** Encodes bytes in hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Decodes hexadecimal. */
export function unhex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function lengthAt(bytes: Bytes, at: number): { start: number; length: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { start: at + 1, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > LONGEST_LENGTH) throw notDer();
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + byteAt(bytes, at + index);
  if (lengthOf(length).length !== count + 1) throw notDer();
  return { start: at + 1 + count, length };
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

function byteAt(bytes: Bytes, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw notDer();
  return byte;
}

function notDer(): Error {
  return unusableKey("The key is not well-formed DER. Give the complete key, as it was created.");
}
