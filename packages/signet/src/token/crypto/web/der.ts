/** As much of DER (X.690, 10) as keys are written in: definite lengths in their shortest form. */
import { unusableKey } from "../../errors.ts";
import { type Bytes, joined } from "./bytes.ts";

export interface Element {
  readonly tag: number;
  readonly content: Bytes;
}

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** `[0]` to `[3]`, each around an element of its own. */
  explicit: [0xa0, 0xa1, 0xa2, 0xa3],
} as const;

/** No key is near this long: more bytes of length than this are a lie. */
const LONGEST_LENGTH = 3;

/**
 * The elements that follow each other in these bytes, up to their very end.
 *
 * @throws {TokenKeyError} `key-unusable`
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

/** What a single element of this tag holds. */
export function only(tag: number, bytes: Bytes): Bytes {
  const [element, ...more] = elements(bytes);
  if (more.length > 0) throw notDer();
  return held(tag, element);
}

/** What an element holds that must be there with this tag. */
export function held(tag: number, element: Element | undefined): Bytes {
  if (element?.tag !== tag) throw notDer();
  return element.content;
}

/** The octets of a BIT STRING, which keys fill to the last bit. */
export function heldBits(element: Element | undefined): Bytes {
  const content = held(TAG.bitString, element);
  if (byteAt(content, 0) !== 0) throw notDer();
  return content.subarray(1);
}

export function write(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const length = contents.reduce((sum, { length }) => sum + length, 0);
  return joined([tag, ...lengthOf(length)], ...contents);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

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
  return unusableKey("The key is not well-formed DER: give it as it was made, in full.");
}
