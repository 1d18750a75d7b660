import type { KeyObject } from "node:crypto";
import { isCanonical } from "../../token/base64url.ts";
import { hashBits, isAsymmetric, isEc, isHmac } from "../../token/crypto/algorithms.ts";
import { signerOf, verifierOf } from "../../token/crypto/node/asymmetric.ts";
import { signatureBytes } from "../../token/crypto/node/ecdsa.ts";
import { equalText, mac } from "../../token/crypto/node/hmac.ts";
import { unknownAlgorithm } from "./algorithms.ts";

/** Signs and verifies under one key, by any algorithm that the checks let through. */
export interface Engine {
  sign(algorithm: string, input: string): string;
  verify(algorithm: string, input: string, signature: string): boolean;
}

type Sign = (input: string) => string;
type Verify = (input: string, signature: string) => boolean;

export function secretEngine(secret: Uint8Array): Engine {
  const macBy = byAlgorithm((algorithm) => {
    if (!isHmac(algorithm)) throw unknownAlgorithm(algorithm);
    return mac(hashBits(algorithm), secret);
  });
  return {
    sign: (algorithm, input) => macBy(algorithm)(input),
    verify: (algorithm, input, signature) => equalText(signature, macBy(algorithm)(input)),
  };
}

export function pairEngine(key: KeyObject): Engine {
  const signBy = byAlgorithm((algorithm) => signing(algorithm, key));
  const verifyBy = byAlgorithm((algorithm) => verifying(algorithm, key));
  return {
    sign: (algorithm, input) => signBy(algorithm)(input),
    verify: (algorithm, input, signature) => verifyBy(algorithm)(input, signature),
  };
}

function byAlgorithm<Made>(make: (algorithm: string) => Made): (algorithm: string) => Made {
  const made = new Map<string, Made>();
  function remember(algorithm: string): Made {
    const one = make(algorithm);
    made.set(algorithm, one);
    return one;
  }
  return (algorithm) => made.get(algorithm) ?? remember(algorithm);
}

function signing(algorithm: string, key: KeyObject): Sign {
  if (!isAsymmetric(algorithm)) throw unknownAlgorithm(algorithm);
  // A key of another kind may be allowed, but this algorithm takes two numbers from what it makes.
  if (isEc(algorithm) && key.asymmetricKeyType?.startsWith("rsa")) {
    throw new Error('Could not find expected "seq"');
  }
  return signerOf(algorithm, key).sign;
}

function verifying(algorithm: string, key: KeyObject): Verify {
  if (!isAsymmetric(algorithm)) throw unknownAlgorithm(algorithm);
  const one = canonical(verifierOf(algorithm, key).verify);
  const proves = key.asymmetricKeyType?.startsWith("rsa") ? orFalse(one) : one;
  if (!isEc(algorithm)) return proves;
  const wanted = signatureBytes(algorithm);
  return (input, signature) => {
    const bytes = Math.floor((signature.length * 3) / 4);
    if (bytes === wanted) return proves(input, signature);
    throw new TypeError(`"${algorithm}" signatures must be "${wanted}" bytes, saw "${bytes}"`);
  };
}

/** OpenSSL throws where the parameters of an RSA-PSS key do not fit: nothing is proven then. */
function orFalse(proves: Verify): Verify {
  return (input, signature) => {
    try {
      return proves(input, signature);
    } catch {
      return false;
    }
  };
}

/** Each signature has one form: with bits set beyond the last byte it is none. */
function canonical(proves: Verify): Verify {
  return (input, signature) => isCanonical(signature) && proves(input, signature);
}
