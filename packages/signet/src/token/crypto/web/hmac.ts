import { decodeBytes, encodeBytes } from "../../base64url.ts";
import { type HmacAlgorithm, hashBits } from "../algorithms.ts";
import type { SigningKey, VerifyingKey } from "../contract.ts";
import { checkHmacKey } from "../key-size.ts";
import type { SecretMaterial } from "../material.ts";
import { checkSecretCryptoKey } from "../web-algorithm.ts";
import { utf8 } from "./bytes.ts";
import { allow, secretOf } from "./secret.ts";
import type { WebKey } from "./web-key.ts";

export async function hmacKey(
  algorithm: HmacAlgorithm,
  secret: SecretMaterial,
): Promise<SigningKey<Promise<string>> & VerifyingKey<Promise<boolean>>> {
  const key = await importHmac(algorithm, secret);
  return {
    algorithm,

    async sign(input) {
      const { subtle } = globalThis.crypto;
      const signature = await subtle.sign("HMAC", allow(key, "sign"), utf8(input));
      return encodeBytes(new Uint8Array(signature));
    },

    async verify(input, signature) {
      const bytes = decodeBytes(signature);
      if (bytes?.length !== hashBits(algorithm) / 8) return false;
      return globalThis.crypto.subtle.verify("HMAC", allow(key, "verify"), bytes, utf8(input));
    },
  };
}

async function importHmac(algorithm: HmacAlgorithm, material: SecretMaterial): Promise<WebKey> {
  const hash = `SHA-${hashBits(algorithm)}`;
  const secret = await secretOf(material);
  if (secret instanceof Uint8Array) {
    checkHmacKey(algorithm, secret.length);
    const { subtle } = globalThis.crypto;
    return subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign", "verify"]);
  }
  checkSecretCryptoKey(secret, { name: "HMAC", hash });
  checkHmacKey(algorithm, Number(Reflect.get(secret.algorithm, "length")) / 8);
  return secret;
}
