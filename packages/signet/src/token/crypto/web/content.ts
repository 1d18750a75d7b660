import { decodeBytes, encodeBytes, textOf } from "../../base64url.ts";
import { unusableKey } from "../../errors.ts";
import { CBC_HS512, type Encryption, GCM } from "../algorithms.ts";
import type { Encrypted, OpeningKey, SealingKey } from "../contract.ts";
import { checkContentKey } from "../key-size.ts";
import type { SecretMaterial } from "../material.ts";
import { checkSecretCryptoKey } from "../web-algorithm.ts";
import { type Bytes, equalBytes, joined, utf8 } from "./bytes.ts";
import { allow, rawOf, secretOf } from "./secret.ts";
import type { WebKey } from "./web-key.ts";

type Opener = OpeningKey<Promise<string | null>>;
type Sealer = SealingKey<Promise<Encrypted>, Promise<string | null>>;

export async function contentKey(encryption: "A256GCM", secret: SecretMaterial): Promise<Sealer>;
export async function contentKey(encryption: Encryption, secret: SecretMaterial): Promise<Opener>;
export async function contentKey(encryption: Encryption, secret: SecretMaterial): Promise<Opener> {
  return encryption === "A256GCM" ? gcm(await gcmKey(secret)) : cbcHs512(await cbcBytes(secret));
}

/** Creates a key for AES-256-GCM (RFC 7518, section 5.3), with a random IV of 96 bits for each token. */
function gcm(key: WebKey): Sealer {
  const scheme = (iv: Bytes, aad: string) => ({
    name: "AES-GCM",
    iv,
    additionalData: utf8(aad),
    tagLength: GCM.tag * 8,
  });
  return {
    async encrypt(aad, plaintext) {
      const iv = globalThis.crypto.getRandomValues(new Uint8Array(GCM.iv));
      const { subtle } = globalThis.crypto;
      const sealed = new Uint8Array(
        await subtle.encrypt(scheme(iv, aad), allow(key, "encrypt"), utf8(plaintext)),
      );
      return {
        iv: encodeBytes(iv),
        ciphertext: encodeBytes(sealed.subarray(0, -GCM.tag)),
        tag: encodeBytes(sealed.subarray(-GCM.tag)),
      };
    },

    async decrypt(aad, parts) {
      const { iv, ciphertext, tag } = bytesOf(parts);
      if (iv?.length !== GCM.iv || tag?.length !== GCM.tag || ciphertext === null) return null;
      return opened(scheme(iv, aad), allow(key, "decrypt"), joined(ciphertext, tag));
    },
  };
}

/**
 * Creates a key for AES-256-CBC with HMAC-SHA-512 (RFC 7518, section 5.2.5). The tag is verified before
 * the decryption, which prevents padding oracle attacks.
 */
async function cbcHs512(bytes: Bytes): Promise<Opener> {
  const { subtle } = globalThis.crypto;
  const hmac = { name: "HMAC", hash: "SHA-512" };
  const [macHalf, aesHalf] = [bytes.slice(0, CBC_HS512.half), bytes.slice(CBC_HS512.half)];
  const macKey = await subtle.importKey("raw", macHalf, hmac, false, ["sign"]);
  const aesKey = await subtle.importKey("raw", aesHalf, "AES-CBC", false, ["decrypt"]);
  return {
    async decrypt(aad, parts) {
      const { iv, ciphertext, tag } = bytesOf(parts);
      if (iv?.length !== CBC_HS512.iv || tag?.length !== CBC_HS512.tag) return null;
      if (ciphertext === null) return null;
      const header = utf8(aad);
      const bits = new Uint8Array(8);
      new DataView(bits.buffer).setBigUint64(0, BigInt(header.length) * 8n);
      const message = joined(header, iv, ciphertext, bits);
      const mac = await globalThis.crypto.subtle.sign("HMAC", macKey, message);
      if (!equalBytes(new Uint8Array(mac, 0, CBC_HS512.tag), tag)) return null;
      return opened({ name: "AES-CBC", iv }, aesKey, ciphertext);
    },
  };
}

async function opened(
  scheme: { readonly name: string; readonly iv: Bytes },
  key: WebKey,
  sealed: Bytes,
): Promise<string | null> {
  try {
    return textOf(new Uint8Array(await globalThis.crypto.subtle.decrypt(scheme, key, sealed)));
  } catch {
    return null;
  }
}

function bytesOf({ iv, ciphertext, tag }: Encrypted): Record<keyof Encrypted, Bytes | null> {
  return { iv: decodeBytes(iv), ciphertext: decodeBytes(ciphertext), tag: decodeBytes(tag) };
}

async function gcmKey(material: SecretMaterial): Promise<WebKey> {
  const secret = await secretOf(material);
  if (secret instanceof Uint8Array) {
    checkContentKey("A256GCM", secret.length);
    const { subtle } = globalThis.crypto;
    return subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
  }
  checkSecretCryptoKey(secret, { name: "AES-GCM" });
  checkContentKey("A256GCM", Number(Reflect.get(secret.algorithm, "length")) / 8);
  return secret;
}

/**
 * Returns the bytes of the key, which has an HMAC half and an AES half. No `CryptoKey` allows both
 * uses.
 */
async function cbcBytes(material: SecretMaterial): Promise<Bytes> {
  const secret = await bytesOfSecret(await secretOf(material));
  checkContentKey("A256CBC-HS512", secret.length);
  return secret;
}

async function bytesOfSecret(secret: WebKey | Bytes): Promise<Bytes> {
  if (!("algorithm" in secret)) return secret;
  if (secret.extractable) return rawOf(secret);
  throw unusableKey(
    "secret is a CryptoKey that is not extractable, which A256CBC-HS512 cannot use. Give the 64 bytes.",
  );
}
