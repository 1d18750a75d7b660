import {
  type CipherGCMTypes,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { CBC_HS512, GCM } from "../algorithms.ts";
import type { Encrypted, OpeningKey, SealingKey } from "../contract.ts";
import { textOf } from "./text.ts";

const AES_GCM: CipherGCMTypes = "aes-256-gcm";

/** Creates a key for AES-256-GCM (RFC 7518, section 5.3), with a random IV of 96 bits for each token. */
export function gcm(secret: Uint8Array): SealingKey<Encrypted, string | null> {
  // A key object is prepared once. With bytes, each token would take six times as long.
  const key = createSecretKey(secret);
  return {
    encrypt(aad, plaintext) {
      const iv = randomBytes(GCM.iv);
      const cipher = createCipheriv(AES_GCM, key, iv).setAAD(Buffer.from(aad, "utf8"));
      const ciphertext = cipher.update(plaintext, "utf8", "base64url") + cipher.final("base64url");
      const tag = cipher.getAuthTag().toString("base64url");
      return { iv: iv.toString("base64url"), ciphertext, tag };
    },

    decrypt(aad, parts) {
      const iv = Buffer.from(parts.iv, "base64url");
      const tag = Buffer.from(parts.tag, "base64url");
      if (iv.length !== GCM.iv || tag.length !== GCM.tag) return null;
      const decipher = createDecipheriv(AES_GCM, key, iv, { authTagLength: GCM.tag });
      decipher.setAAD(Buffer.from(aad, "utf8")).setAuthTag(tag);
      try {
        const start = decipher.update(parts.ciphertext, "base64url");
        decipher.final();
        // In counter mode `final` returns no more text. It verifies the tag, so the text is complete here.
        return textOf(start);
      } catch {
        return null;
      }
    },
  };
}

/**
 * Creates a key for AES-256-CBC with HMAC-SHA-512 (RFC 7518, section 5.2.5). The tag is verified before
 * the decryption, which prevents padding oracle attacks.
 */
export function cbcHs512(key: Uint8Array): OpeningKey<string | null> {
  const macKey = createSecretKey(key.subarray(0, CBC_HS512.half));
  const encryptionKey = createSecretKey(key.subarray(CBC_HS512.half));
  return {
    decrypt(aad, parts) {
      const iv = Buffer.from(parts.iv, "base64url");
      const ciphertext = Buffer.from(parts.ciphertext, "base64url");
      const tag = Buffer.from(parts.tag, "base64url");
      if (iv.length !== CBC_HS512.iv || tag.length !== CBC_HS512.tag) return null;
      const header = Buffer.from(aad, "utf8");
      const bits = Buffer.alloc(8);
      bits.writeBigUInt64BE(BigInt(header.length) * 8n);
      const mac = createHmac("sha512", macKey).update(header).update(iv).update(ciphertext);
      const expected = mac.update(bits).digest().subarray(0, CBC_HS512.tag);
      if (!timingSafeEqual(expected, tag)) return null;
      try {
        const decipher = createDecipheriv("aes-256-cbc", encryptionKey, iv);
        return textOf(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
      } catch {
        return null;
      }
    },
  };
}
