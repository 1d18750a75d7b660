/**
 * Converts ECDSA signatures between two forms: DER, which OpenSSL uses, and two concatenated numbers of
 * the same length, which JWS uses (RFC 7518, section 3.4). The conversion of Node takes a third of the
 * time of a verification. This one takes almost no time.
 */
import type { EcAlgorithm } from "../algorithms.ts";

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The size of each of the two numbers; bytes. */
const NUMBER_BYTES = { ES256: 32, ES384: 48, ES512: 66 } as const;

/** Returns the size of a JWS signature; bytes. */
export function signatureBytes(algorithm: EcAlgorithm): number {
  return 2 * NUMBER_BYTES[algorithm];
}

/**
 * Converts a DER signature to two concatenated numbers.
 *
 * @param bytes the size of both numbers together.
 * @throws {Error} for a signature with a larger number.
 */
export function fromDer(der: Uint8Array, bytes: number): Uint8Array {
  const joined = new Uint8Array(bytes);
  // A length of 128 or more has one additional byte before it.
  let at = (der[1] ?? 0) > 0x80 ? 3 : 2;
  for (const end of [bytes / 2, bytes]) {
    const start = at + 2;
    at = start + (der[at + 1] ?? 0);
    const digits = der.subarray(der[start] === 0 ? start + 1 : start, at);
    if (digits.length > bytes / 2) {
      throw new Error(
        `The signature has a number of more than ${bytes / 2} bytes, which a JWS signature cannot represent.`,
      );
    }
    joined.set(digits, end - digits.length);
  }
  return joined;
}

/**
 * Converts two concatenated numbers to DER: the shortest form, with a zero byte before a number that
 * would be negative.
 */
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
