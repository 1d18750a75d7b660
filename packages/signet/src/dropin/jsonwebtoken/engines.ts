import { type KeyObject, sign, verify } from "node:crypto";
import { isCanonical } from "../../token/base64url.ts";
import { hashBits, isAsymmetric, isEc, isHmac } from "../../token/crypto/algorithms.ts";
import { signerOf, verifierOf } from "../../token/crypto/node/asymmetric.ts";
import { equalText, mac } from "../../token/crypto/node/hmac.ts";
import { unknownAlgorithm } from "./algorithms.ts";
import { fromDer, toDer } from "./ecdsa.ts";

/** Signs and verifies under one key, by any algorithm that the checks let through. */
export interface Engine {
  sign(algorithm: string, input: string): string;
  verify(algorithm: string, input: string, signature: string): boolean;
}

type Sign = (input: string) => string;
type Verify = (input: string, signature: string) => boolean;

/** Bytes of each of the two numbers of a signature: RFC 7518, 3.4. */
const EC_BYTES = { ES256: 32, ES384: 48, ES512: 66 } as const;

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

// A key by itself, rather than in an object with options, is half the work for Node 24: it keeps what
// OpenSSL has prepared. Its own padding is right for RSA, and RSA-PSS keys bring another with them.

function signing(algorithm: string, key: KeyObject): Sign {
  const hash = `sha${algorithm.slice(2)}`;
  if (!isAsymmetric(algorithm)) throw unknownAlgorithm(algorithm);
  if (isEc(algorithm)) {
    const size = EC_BYTES[algorithm];
    return (input) =>
      Buffer.from(fromDer(sign(hash, Buffer.from(input), key), size).buffer).toString("base64url");
  }
  if (!algorithm.startsWith("RS")) return signerOf(algorithm, key).sign;
  return (input) => sign(hash, Buffer.from(input), key).toString("base64url");
}

function verifying(algorithm: string, key: KeyObject): Verify {
  const hash = `sha${algorithm.slice(2)}`;
  if (!isAsymmetric(algorithm)) throw unknownAlgorithm(algorithm);
  if (isEc(algorithm)) {
    const wanted = 2 * EC_BYTES[algorithm];
    return (input, signature) => {
      const joined = Buffer.from(signature, "base64url");
      if (joined.length !== wanted) {
        throw new TypeError(
          `"${algorithm}" signatures must be "${wanted}" bytes, saw "${joined.length}"`,
        );
      }
      return isCanonical(signature) && verify(hash, Buffer.from(input), key, toDer(joined));
    };
  }
  if (!algorithm.startsWith("RS")) return canonical(verifierOf(algorithm, key).verify);
  return canonical((input, signature) =>
    verify(hash, Buffer.from(input), key, Buffer.from(signature, "base64url")),
  );
}

/** Each signature has one form: with bits set beyond the last byte it is none. */
function canonical(proves: Verify): Verify {
  return (input, signature) => isCanonical(signature) && proves(input, signature);
}
