/**
 * An ECDSA signature has two forms: DER, which OpenSSL writes, and two numbers of one length behind
 * each other, which JWS takes (RFC 7518, 3.4). Node converts between them at a third of the price of a
 * verification; this does it for next to nothing.
 */
import type { EcAlgorithm } from "../algorithms.ts";

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Bytes of each of the two numbers. */
const NUMBER_BYTES = { ES256: 32, ES384: 48, ES512: 66 } as const;

export function signatureBytes(algorithm: EcAlgorithm): number {
  return 2 * NUMBER_BYTES[algorithm];
}

/** Two numbers, of so many bytes together, from the DER of OpenSSL. */
export function fromDer(der: Uint8Array, bytes: number): Uint8Array {
  const joined = new Uint8Array(bytes);
  // A length of 128 or more has a byte before it that says so.
  let at = (der[1] ?? 0) > 0x80 ? 3 : 2;
  for (const end of [bytes / 2, bytes]) {
    const start = at + 2;
    at = start + (der[at + 1] ?? 0);
    const digits = der.subarray(der[start] === 0 ? start + 1 : start, at);
    if (digits.length > bytes / 2) {
      throw new Error(`The key's signatures have numbers of more than ${bytes / 2} bytes.`);
    }
    joined.set(digits, end - digits.length);
  }
  return joined;
}

/** DER from two numbers of one length: each as short as can be, with a zero before what would be negative. */
export function toDer(joined: Uint8Array): Uint8Array {
  const half = joined.length / 2;
  const first = firstDigit(joined, 0, half);
  const second = firstDigit(joined, half, joined.length);
  const lengths = [
    derLength(joined, first, half),
    derLength(joined, second, joined.length),
  ] as const;
  const content = 4 + lengths[0] + lengths[1];
  const header = content > 0x7f ? 3 : 2;
  const der = new Uint8Array(header + content);
  der[0] = SEQUENCE;
  if (header === 3) der[1] = 0x81;
  der[header - 1] = content;
  writeNumber(der, header, lengths[0], joined.subarray(first, half));
  writeNumber(der, header + 2 + lengths[0], lengths[1], joined.subarray(second));
  return der;
}

function firstDigit(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end - 1 && bytes[at] === 0) at++;
  return at;
}

function derLength(bytes: Uint8Array, first: number, end: number): number {
  return end - first + ((bytes[first] ?? 0) > 0x7f ? 1 : 0);
}

function writeNumber(der: Uint8Array, at: number, length: number, digits: Uint8Array): void {
  der[at] = INTEGER;
  der[at + 1] = length;
  der.set(digits, at + 2 + length - digits.length);
}
