import { unusableKey } from "../errors.ts";
import {
  CONTENT_KEY_BYTES,
  type Encryption,
  type HmacAlgorithm,
  hashBits,
  SMALLEST_RSA,
} from "./algorithms.ts";

/** Checks that an HMAC key has at least as many bytes as the hash (RFC 7518, section 3.2). */
export function checkHmacKey(algorithm: HmacAlgorithm, bytes: number): void {
  const least = hashBits(algorithm) / 8;
  if (bytes < least) {
    throw unusableKey(
      `secret has ${bytes} bytes, but ${algorithm} needs at least ${least}, because a shorter one can be guessed from a token. Create one with: node -p "crypto.randomBytes(${least}).toString('base64url')"`,
    );
  }
}

/**
 * Checks the size of an RSA key (RFC 7518, section 3.3) and its exponent. With an exponent below 3,
 * anyone could forge signatures.
 */
export function checkRsaKey(bits: number, exponent: bigint, option: string): void {
  if (bits < SMALLEST_RSA) {
    throw unusableKey(
      `${option} is an RSA key of ${bits} bits. Use a key of at least ${SMALLEST_RSA} bits.`,
    );
  }
  if (exponent < 3n) {
    throw unusableKey(`${option} is an RSA key with a public exponent below 3. Create a new key.`);
  }
}

/** Checks the length of a key for direct encryption. */
export function checkContentKey(encryption: Encryption, bytes: number): void {
  const wanted = CONTENT_KEY_BYTES[encryption];
  if (bytes !== wanted) {
    throw unusableKey(
      `secret has ${bytes} bytes, but ${encryption} needs exactly ${wanted}. To derive a key from a secret of another length, use keys: keyRing(secret) and a purpose.`,
    );
  }
}
