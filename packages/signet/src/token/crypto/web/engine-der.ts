/** Writes keys as the DER that every Web Cryptography engine can import. */
import { unusableKey } from "../../errors.ts";
import { type AsymmetricAlgorithm, CURVES, hashBits, isEc, LARGEST_RSA } from "../algorithms.ts";
import type { Bytes } from "./bytes.ts";
import { contentOf, elements, hex, onlyContent, TAG, unhex, write } from "./der.ts";
import { type KeyInfo, KIND } from "./key-info.ts";
import { fitsPss } from "./pss.ts";

/** The object identifiers of the curves, in hexadecimal DER. */
const CURVE = {
  "P-256": "2a8648ce3d030107",
  "P-384": "2b81040022",
  "P-521": "2b81040023",
} as const;

/**
 * Writes a private key as PKCS#8, without optional parts that some engines do not accept.
 *
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit the algorithm.
 */
export function pkcs8(algorithm: AsymmetricAlgorithm, info: KeyInfo, option: string): Bytes {
  checkModulus(info, 1, option);
  const version = write(TAG.integer, Uint8Array.of(0));
  const key = write(TAG.octetString, info.key);
  return write(TAG.sequence, version, identifier(algorithm, info, option), key);
}

/**
 * Writes a public key as SPKI.
 *
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit the algorithm.
 */
export function spki(algorithm: AsymmetricAlgorithm, info: KeyInfo, option: string): Bytes {
  checkModulus(info, 0, option);
  const key = write(TAG.bitString, Uint8Array.of(0), info.key);
  return write(TAG.sequence, identifier(algorithm, info, option), key);
}

/**
 * Checks the modulus of an RSA key. `at` is its position: 0 in a public key, 1 in a private key, after
 * the version.
 */
function checkModulus({ kind, key }: KeyInfo, at: number, option: string): void {
  if (kind !== KIND.rsa && kind !== KIND.rsaPss) return;
  const modulus = contentOf(TAG.integer, elements(onlyContent(TAG.sequence, key))[at]);
  // A zero byte before the modulus marks it as positive.
  if (modulus.length - 1 > LARGEST_RSA / 8) {
    throw unusableKey(
      `${option} is an RSA key of more than ${LARGEST_RSA} bits. Use a smaller one.`,
    );
  }
}

/** Returns the algorithm identifier of a key, after checking that the key fits the algorithm. */
function identifier(algorithm: AsymmetricAlgorithm, info: KeyInfo, option: string): Bytes {
  const oid = (text: string) => write(TAG.oid, unhex(text));
  const wants = (needed: string) =>
    unusableKey(`${option} is a key of another type. ${algorithm} needs ${needed}.`);
  if (algorithm === "EdDSA") {
    if (info.kind !== KIND.ed25519) throw wants("an Ed25519 key");
    return write(TAG.sequence, oid(KIND.ed25519));
  }
  if (isEc(algorithm)) {
    const curve = CURVE[CURVES[algorithm]];
    if (info.kind !== KIND.ec || namedCurve(info) !== curve) {
      throw wants(`an EC key on the curve ${CURVES[algorithm]}`);
    }
    return write(TAG.sequence, oid(KIND.ec), oid(curve));
  }
  const pss = algorithm.startsWith("PS") && info.kind === KIND.rsaPss;
  if (info.kind !== KIND.rsa && !pss) throw wants("an RSA key");
  if (pss && !fitsPss(info.parameters, hashBits(algorithm))) {
    throw unusableKey(
      `${option} is an RSA-PSS key with parameters that do not fit ${algorithm}. Its hash, MGF1 hash and salt must be those of SHA-${hashBits(algorithm)}.`,
    );
  }
  // Engines accept only the plain RSA identifier. The import gives the scheme.
  return write(TAG.sequence, oid(KIND.rsa), write(TAG.null));
}

function namedCurve({ parameters }: KeyInfo): string | null {
  return parameters?.tag === TAG.oid ? hex(parameters.content) : null;
}
