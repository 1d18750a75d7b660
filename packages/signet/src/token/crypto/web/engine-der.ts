import { unusableKey } from "../../errors.ts";
import { type AsymmetricAlgorithm, CURVES, hashBits, isEc, LARGEST_RSA } from "../algorithms.ts";
import type { Bytes } from "./bytes.ts";
import { elements, held, hex, only, TAG, unhex, write } from "./der.ts";
import { type KeyInfo, KIND } from "./key-info.ts";
import { fitsPss } from "./pss.ts";

/** The curves' object identifiers, in hexadecimal DER. */
const CURVE = {
  "P-256": "2a8648ce3d030107",
  "P-384": "2b81040022",
  "P-521": "2b81040023",
} as const;

/** PKCS#8 with nothing in it that an engine could stumble over. */
export function pkcs8(algorithm: AsymmetricAlgorithm, info: KeyInfo, option: string): Bytes {
  checkModulus(info, 1, option);
  const version = write(TAG.integer, Uint8Array.of(0));
  const key = write(TAG.octetString, info.key);
  return write(TAG.sequence, version, identifier(algorithm, info, option), key);
}

export function spki(algorithm: AsymmetricAlgorithm, info: KeyInfo, option: string): Bytes {
  checkModulus(info, 0, option);
  const key = write(TAG.bitString, Uint8Array.of(0), info.key);
  return write(TAG.sequence, identifier(algorithm, info, option), key);
}

/** The modulus of RSA stands first in a public key, and second, behind a version, in a private one. */
function checkModulus({ kind, key }: KeyInfo, at: number, option: string): void {
  if (kind !== KIND.rsa && kind !== KIND.rsaPss) return;
  const modulus = held(TAG.integer, elements(only(TAG.sequence, key))[at]);
  // A byte of zero before it says that it is not negative.
  if (modulus.length - 1 > LARGEST_RSA / 8) {
    throw unusableKey(
      `${option} is an RSA key of more than ${LARGEST_RSA} bits. Use a smaller one.`,
    );
  }
}

/** Which kind of key it is, once that is held against the algorithm. */
function identifier(algorithm: AsymmetricAlgorithm, info: KeyInfo, option: string): Bytes {
  const oid = (text: string) => write(TAG.oid, unhex(text));
  const wants = (what: string) =>
    unusableKey(`${option} is a key of another kind: ${algorithm} takes ${what}.`);
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
      `${option} is an RSA-PSS key with other parameters than ${algorithm} has: its hash, its MGF1 hash and its salt must be those of SHA-${hashBits(algorithm)}.`,
    );
  }
  // Engines know RSA under its plain name alone; they are told the scheme when they import it.
  return write(TAG.sequence, oid(KIND.rsa), write(TAG.null));
}

function namedCurve({ parameters }: KeyInfo): string | null {
  return parameters?.tag === TAG.oid ? hex(parameters.content) : null;
}
