import { unusableKey } from "../errors.ts";
import {
  CONTENT_KEY_BYTES,
  type Encryption,
  type HmacAlgorithm,
  hashBits,
  SMALLEST_RSA,
} from "./algorithms.ts";

/** RFC 7518, 3.2: a key of HMAC has at least as many bytes as the hash. */
export function checkHmacKey(algorithm: HmacAlgorithm, bytes: number): void {
  const least = hashBits(algorithm) / 8;
  if (bytes < least) {
    throw unusableKey(
      `secret has ${bytes} bytes, and ${algorithm} needs at least ${least}: a shorter one can be guessed from any token. Make one with: node -p "crypto.randomBytes(${least}).toString('base64url')"`,
    );
  }
}

/** RFC 7518, 3.3; and with an exponent below 3, everything could be its own signature. */
export function checkRsaKey(bits: number, exponent: bigint, option: string): void {
  if (bits < SMALLEST_RSA) {
    throw unusableKey(
      `${option} is an RSA key of ${bits} bits. Use one of at least ${SMALLEST_RSA}.`,
    );
  }
  if (exponent < 3n) {
    throw unusableKey(`${option} is an RSA key without a usable public exponent: make a new one.`);
  }
}

/** A key that is used directly has one length. */
export function checkContentKey(encryption: Encryption, bytes: number): void {
  const wanted = CONTENT_KEY_BYTES[encryption];
  if (bytes !== wanted) {
    throw unusableKey(
      `secret has ${bytes} bytes, and ${encryption} takes exactly ${wanted}. To derive a key from a secret of another length, use keys: keyRing(secret) and a purpose.`,
    );
  }
}
