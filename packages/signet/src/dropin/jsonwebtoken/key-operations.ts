import type { KeyObject } from "node:crypto";
import { isCanonical } from "../../token/base64url.ts";
import { hashBits, isAsymmetric, isEc, isHmac } from "../../token/crypto/algorithms.ts";
import { signerOf, verifierOf } from "../../token/crypto/node/asymmetric.ts";
import { signatureBytes } from "../../token/crypto/node/ecdsa.ts";
import { equalText, mac } from "../../token/crypto/node/hmac.ts";
import { unknownAlgorithm } from "./algorithms.ts";

/** Signs and verifies with one key. The algorithm can be any that passes the checks. */
export interface KeyOperations {
  sign(algorithm: string, input: string): string;
  verify(algorithm: string, input: string, signature: string): boolean;
}

type Sign = (input: string) => string;
type Verify = (input: string, signature: string) => boolean;

export function secretOperations(secret: Uint8Array): KeyOperations {
  const macBy = byAlgorithm((algorithm) => {
    if (!isHmac(algorithm)) throw unknownAlgorithm(algorithm);
    return mac(hashBits(algorithm), secret);
  });
  return {
    sign: (algorithm, input) => macBy(algorithm)(input),
    verify: (algorithm, input, signature) => equalText(signature, macBy(algorithm)(input)),
  };
}

export function keyPairOperations(key: KeyObject): KeyOperations {
  const signBy = byAlgorithm((algorithm) => signerFor(algorithm, key));
  const verifyBy = byAlgorithm((algorithm) => verifierFor(algorithm, key));
  return {
    sign: (algorithm, input) => signBy(algorithm)(input),
    verify: (algorithm, input, signature) => verifyBy(algorithm)(input, signature),
  };
}

/** Keeps one result of `make` for each algorithm. */
function byAlgorithm<Value>(make: (algorithm: string) => Value): (algorithm: string) => Value {
  const values = new Map<string, Value>();
  function remember(algorithm: string): Value {
    const value = make(algorithm);
    values.set(algorithm, value);
    return value;
  }
  return (algorithm) => values.get(algorithm) ?? remember(algorithm);
}

function signerFor(algorithm: string, key: KeyObject): Sign {
  if (!isAsymmetric(algorithm)) throw unknownAlgorithm(algorithm);
  // `allowInvalidAsymmetricKeyTypes` lets an RSA key reach this line. ECDSA needs the two numbers
  // of a DER signature, and jsonwebtoken fails with this message because RSA has none.
  if (isEc(algorithm) && key.asymmetricKeyType?.startsWith("rsa")) {
    throw new Error('Could not find expected "seq"');
  }
  return signerOf(algorithm, key).sign;
}

function verifierFor(algorithm: string, key: KeyObject): Verify {
  if (!isAsymmetric(algorithm)) throw unknownAlgorithm(algorithm);
  const strict = canonical(verifierOf(algorithm, key).verify);
  const verify = key.asymmetricKeyType?.startsWith("rsa") ? orFalse(strict) : strict;
  if (!isEc(algorithm)) return verify;
  const wanted = signatureBytes(algorithm);
  return (input, signature) => {
    const bytes = Math.floor((signature.length * 3) / 4);
    if (bytes === wanted) return verify(input, signature);
    throw new TypeError(`"${algorithm}" signatures must be "${wanted}" bytes, saw "${bytes}"`);
  };
}

/** Returns `false` where OpenSSL throws because the parameters of an RSA-PSS key do not fit. */
function orFalse(verify: Verify): Verify {
  return (input, signature) => {
    try {
      return verify(input, signature);
    } catch {
      return false;
    }
  };
}

/**
 * Refuses signatures that are not canonical base64url. Set bits after the last byte would give the
 * same signature a second form.
 */
function canonical(verify: Verify): Verify {
  return (input, signature) => isCanonical(signature) && verify(input, signature);
}
