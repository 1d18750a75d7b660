import { constants, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { unusableKey } from "../../errors.ts";
import { type AsymmetricAlgorithm, hashBits, isEc } from "../algorithms.ts";
import type { SigningKey, VerifyingKey } from "../contract.ts";
import { checkRsaKey } from "../key-size.ts";
import { fromDer, signatureBytes, toDer } from "./ecdsa.ts";

/** The salt is as long as the hash (RFC 7518, section 3.5). */
const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};

/** OpenSSL's names of the curves of ES256, ES384 and ES512. */
const CURVES = { ES256: "prime256v1", ES384: "secp384r1", ES512: "secp521r1" } as const;

type Sign = (input: Buffer) => Uint8Array;
type Verify = (input: Buffer, signature: Buffer) => boolean;

/** Creates a signing key from a private key that {@link fit} has checked. */
export function signerOf(algorithm: AsymmetricAlgorithm, key: KeyObject): SigningKey<string> {
  const signatureOf = signing(algorithm, key);
  return {
    algorithm,
    sign(input) {
      const { buffer, byteOffset, byteLength } = signatureOf(Buffer.from(input, "utf8"));
      return Buffer.from(buffer, byteOffset, byteLength).toString("base64url");
    },
  };
}

/** Creates a verifying key from a public key that {@link fit} has checked. */
export function verifierOf(algorithm: AsymmetricAlgorithm, key: KeyObject): VerifyingKey<boolean> {
  const isValid = verifying(algorithm, key);
  return {
    algorithm,
    verify: (input, signature) =>
      isValid(Buffer.from(input, "utf8"), Buffer.from(signature, "base64url")),
  };
}

// Passing a key alone, and not in an object with options, saves a third of the time, because Node reuses
// the prepared OpenSSL key. The default padding is right for RS, and OpenSSL writes DER for ES.

function signing(algorithm: AsymmetricAlgorithm, key: KeyObject): Sign {
  const hash = hashOf(algorithm);
  if (isEc(algorithm)) {
    const bytes = signatureBytes(algorithm);
    return (input) => fromDer(sign(hash, input, key), bytes);
  }
  const scheme = algorithm.startsWith("PS") ? { key, ...PSS } : key;
  return (input) => sign(hash, input, scheme);
}

function verifying(algorithm: AsymmetricAlgorithm, key: KeyObject): Verify {
  const hash = hashOf(algorithm);
  if (isEc(algorithm)) {
    const bytes = signatureBytes(algorithm);
    return (input, signature) =>
      signature.length === bytes && verify(hash, input, key, toDer(signature));
  }
  const scheme = algorithm.startsWith("PS") ? { key, ...PSS } : key;
  return (input, signature) => verify(hash, input, scheme, signature);
}

function hashOf(algorithm: AsymmetricAlgorithm): string | null {
  return algorithm === "EdDSA" ? null : `sha${hashBits(algorithm)}`;
}

/**
 * Checks that a key fits its algorithm: type, size, curve, and the parameters of an RSA-PSS key.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function fit(algorithm: AsymmetricAlgorithm, key: KeyObject, option: string): KeyObject {
  const { asymmetricKeyType: type } = key;
  const details = detailsOf(key);
  const wants = (needed: string) =>
    unusableKey(`${option} is a key of type ${type}, but ${algorithm} needs ${needed}.`);
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
  checkRsaKey(details.modulusLength ?? 0, details.publicExponent ?? 0n, option);
  if (pss && !fitsPss(details, hashBits(algorithm))) {
    throw unusableKey(
      `${option} is an RSA-PSS key with parameters that do not fit ${algorithm}. Its hash, MGF1 hash and salt must be those of SHA-${hashBits(algorithm)}.`,
    );
  }
  return key;
}

/**
 * Returns the details of a key. For a key with a too long number, Node keeps an OpenSSL error and aborts
 * the process at the next AES operation of Web Cryptography. Generating random bytes clears the error.
 */
export function detailsOf(key: KeyObject): NonNullable<KeyObject["asymmetricKeyDetails"]> {
  const { asymmetricKeyDetails = {} } = key;
  randomBytes(1);
  return asymmetricKeyDetails;
}

/** Checks the parameters of an RSA-PSS key. A key without parameters fits every hash. */
function fitsPss(details: NonNullable<KeyObject["asymmetricKeyDetails"]>, bits: number): boolean {
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = details;
  return (
    (hashAlgorithm === undefined || hashAlgorithm === `sha${bits}`) &&
    (mgf1HashAlgorithm === undefined || mgf1HashAlgorithm === `sha${bits}`) &&
    (saltLength === undefined || saltLength <= bits / 8)
  );
}
