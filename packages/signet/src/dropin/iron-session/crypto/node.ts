import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  pbkdf2Sync,
  randomBytes,
} from "node:crypto";
import { mac, equalText as sameText } from "../../../token/crypto/node/hmac.ts";
import type { IronCrypto } from "./contract.ts";

const AES = "aes-256-cbc";
const IV_BYTES = 16;
const KEY_BYTES = 32;

function derive(password: string, salt: string): Buffer {
  return pbkdf2Sync(password, salt, 1, KEY_BYTES, "sha1");
}

export const macKey: IronCrypto["macKey"] = (password, salt) => mac(256, derive(password, salt));

export const cipherKey: IronCrypto["cipherKey"] = (password, salt) => {
  // A key object is prepared once. With bytes, each seal would take longer.
  const key = createSecretKey(derive(password, salt));
  return {
    encrypt(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(AES, key, iv);
      const ciphertext = cipher.update(text, "utf8", "base64url") + cipher.final("base64url");
      return { iv: iv.toString("base64url"), ciphertext };
    },

    decrypt({ iv, ciphertext }) {
      try {
        // An IV of another length throws.
        const decipher = createDecipheriv(AES, key, Buffer.from(iv, "base64url"));
        return decipher.update(ciphertext, "base64url", "utf8") + decipher.final("utf8");
      } catch {
        return null;
      }
    },
  };
};

export const randomSalt: IronCrypto["randomSalt"] = () => randomBytes(32).toString("hex");

export const equalText: IronCrypto["equalText"] = sameText;
