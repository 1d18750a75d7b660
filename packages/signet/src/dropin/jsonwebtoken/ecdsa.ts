/**
 * An ECDSA signature has two forms: DER, which OpenSSL writes, and two numbers of one length behind
 * each other, which JWS takes (RFC 7518, 3.4). Node can convert, but takes as long for that as for
 * signing.
 */

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Two numbers, each of so many bytes, from DER. */
export function fromDer(der: Uint8Array, size: number): Uint8Array {
  if (der[0] !== SEQUENCE) throw new Error('Could not find expected "seq"');
  const joined = new Uint8Array(2 * size);
  // A length of 128 or more has a byte before it that says so.
  let at = (der[1] ?? 0) > 0x80 ? 3 : 2;
  for (const end of [size, 2 * size]) {
    const start = at + 2;
    at = start + (der[at + 1] ?? 0);
    const digits = der.subarray(der[start] === 0 ? start + 1 : start, at);
    if (digits.length > size) {
      throw new Error(`The key's signatures have numbers of more than ${size} bytes.`);
    }
    joined.set(digits, end - digits.length);
  }
  return joined;
}

/** DER from two numbers of one length. */
export function toDer(joined: Uint8Array): Uint8Array {
  const size = joined.length / 2;
  const numbers = [number(joined.subarray(0, size)), number(joined.subarray(size))].flat();
  const length = numbers.length > 0x7f ? [0x81, numbers.length] : [numbers.length];
  return Uint8Array.from([SEQUENCE, ...length, ...numbers]);
}

/** As short as can be, and with a zero before what would be negative. */
function number(bytes: Uint8Array): number[] {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? [0] : [...bytes.subarray(first)];
  const positive = (digits[0] ?? 0) > 0x7f ? [0, ...digits] : digits;
  return [INTEGER, positive.length, ...positive];
}
