import { constants, type KeyObject, sign, verify } from "node:crypto";
import { unusableKey } from "../../errors.ts";
import { type AsymmetricAlgorithm, hashBits, isEc, SMALLEST_RSA } from "../algorithms.ts";
import type { SigningKey, VerifyingKey } from "../contract.ts";

/** How OpenSSL calls the curves of ES256, ES384 and ES512. */
const CURVES = { ES256: "prime256v1", ES384: "secp384r1", ES512: "secp521r1" } as const;

/** Signs with a private key of the right kind; {@link fit} says whether it is. */
export function signerOf(algorithm: AsymmetricAlgorithm, key: KeyObject): SigningKey<string> {
  const { hash, options } = schemeOf(algorithm, key);
  return {
    algorithm,
    sign: (input) => sign(hash, Buffer.from(input, "utf8"), options).toString("base64url"),
  };
}

export function verifierOf(algorithm: AsymmetricAlgorithm, key: KeyObject): VerifyingKey<boolean> {
  const { hash, options } = schemeOf(algorithm, key);
  return {
    algorithm,
    verify: (input, signature) =>
      verify(hash, Buffer.from(input, "utf8"), options, Buffer.from(signature, "base64url")),
  };
}

function schemeOf(algorithm: AsymmetricAlgorithm, key: KeyObject) {
  if (algorithm === "EdDSA") return { hash: null, options: { key } };
  const hash = `sha${hashBits(algorithm)}`;
  if (isEc(algorithm)) return { hash, options: { key, dsaEncoding: "ieee-p1363" } } as const;
  return algorithm.startsWith("RS")
    ? { hash, options: { key, padding: constants.RSA_PKCS1_PADDING } }
    : {
        hash,
        options: {
          key,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        },
      };
}

/** Holds a key to its algorithm: type, size, curve, and the parameters of an RSA-PSS key. */
export function fit(algorithm: AsymmetricAlgorithm, key: KeyObject, option: string): KeyObject {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  const wants = (what: string) =>
    unusableKey(`${option} is a key of type ${type}, but ${algorithm} takes ${what}.`);
  if (algorithm === "EdDSA") {
    if (type !== "ed25519") throw wants("an Ed25519 key");
    return key;
  }
  if (isEc(algorithm)) {
    if (type !== "ec" || details.namedCurve !== CURVES[algorithm]) {
      throw wants(`an EC key on the curve ${CURVES[algorithm]}`);
    }
    return key;
  }
  const pss = algorithm.startsWith("PS") && type === "rsa-pss";
  if (type !== "rsa" && !pss) throw wants("an RSA key");
  if ((details.modulusLength ?? 0) < SMALLEST_RSA) {
    throw unusableKey(
      `${option} is an RSA key of ${details.modulusLength} bits. Use one of at least ${SMALLEST_RSA}.`,
    );
  }
  if (pss && !fitsPss(details, hashBits(algorithm))) {
    throw unusableKey(
      `${option} is an RSA-PSS key with other parameters than ${algorithm} has: its hash, its MGF1 hash and its salt must be those of SHA-${hashBits(algorithm)}.`,
    );
  }
  return key;
}

/** A key without parameters is free to be used with any. */
function fitsPss(details: NonNullable<KeyObject["asymmetricKeyDetails"]>, bits: number): boolean {
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = details;
  return (
    (hashAlgorithm === undefined || hashAlgorithm === `sha${bits}`) &&
    (mgf1HashAlgorithm === undefined || mgf1HashAlgorithm === `sha${bits}`) &&
    (saltLength === undefined || saltLength <= bits / 8)
  );
}
