import { hmac } from "@noble/hashes/hmac.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { decodeBytes, encodeBytes, textOf } from "../../../signet/src/token/base64url.ts";
import { CBC_HS512, GCM } from "../../../signet/src/token/crypto/algorithms.ts";
import type {
  Encrypted,
  OpeningKey,
  SealingKey,
} from "../../../signet/src/token/crypto/contract.ts";
import { equalBytes, joined, utf8 } from "../../../signet/src/token/crypto/web/bytes.ts";
import { aes } from "./aes.ts";

/** Creates a key for AES-256-GCM (RFC 7518, section 5.3), with a random IV of 96 bits for each token. */
export function gcm(secret: Uint8Array): SealingKey<Encrypted, string | null> {
  return {
    encrypt(aad, plaintext) {
      const iv = globalThis.crypto.getRandomValues(new Uint8Array(GCM.iv));
      const sealed = aes().gcm(secret, iv, utf8(aad)).encrypt(utf8(plaintext));
      return {
        iv: encodeBytes(iv),
        ciphertext: encodeBytes(sealed.subarray(0, -GCM.tag)),
        tag: encodeBytes(sealed.subarray(-GCM.tag)),
      };
    },

    decrypt(aad, parts) {
      const { iv, ciphertext, tag } = bytesOf(parts);
      if (iv?.length !== GCM.iv || tag?.length !== GCM.tag || ciphertext === null) return null;
      return opened(() => aes().gcm(secret, iv, utf8(aad)).decrypt(joined(ciphertext, tag)));
    },
  };
}

/**
 * Creates a key for AES-256-CBC with HMAC-SHA-512 (RFC 7518, section 5.2.5). The tag is verified before
 * the decryption, which prevents padding oracle attacks.
 */
export function cbcHs512(key: Uint8Array): OpeningKey<string | null> {
  const keyed = hmac.create(sha512, key.subarray(0, CBC_HS512.half));
  const encryptionKey = key.slice(CBC_HS512.half);
  return {
    decrypt(aad, parts) {
      const { iv, ciphertext, tag } = bytesOf(parts);
      if (iv?.length !== CBC_HS512.iv || tag?.length !== CBC_HS512.tag) return null;
      if (ciphertext === null) return null;
      const header = utf8(aad);
      const bits = new Uint8Array(8);
      new DataView(bits.buffer).setBigUint64(0, BigInt(header.length) * 8n);
      const mac = keyed.clone().update(header).update(iv).update(ciphertext).update(bits).digest();
      if (!equalBytes(mac.subarray(0, CBC_HS512.tag), tag)) return null;
      return opened(() => aes().cbc(encryptionKey, iv).decrypt(ciphertext));
    },
  };
}

/** Returns the decrypted text. Returns `null` for a wrong tag or padding, and for invalid UTF-8. */
function opened(decrypt: () => Uint8Array): string | null {
  try {
    return textOf(decrypt());
  } catch {
    return null;
  }
}

function bytesOf({ iv, ciphertext, tag }: Encrypted) {
  return { iv: decodeBytes(iv), ciphertext: decodeBytes(ciphertext), tag: decodeBytes(tag) };
}
