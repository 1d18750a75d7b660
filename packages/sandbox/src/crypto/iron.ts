/** The exports of `#iron-crypto` in the sandbox. All functions are synchronous. */
import { sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { IronCrypto } from "../../../signet/src/dropin/iron-session/crypto/contract.ts";
import { decodeBytes, encodeBytes } from "../../../signet/src/token/base64url.ts";
import { utf8 } from "../../../signet/src/token/crypto/web/bytes.ts";
import { aes } from "./aes.ts";
import { mac, equalText as sameText } from "./hmac.ts";

const IV_BYTES = 16;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function derive(password: string, salt: string): Uint8Array {
  return pbkdf2(sha1, utf8(password), utf8(salt), { c: 1, dkLen: KEY_BYTES });
}

function random(bytes: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(bytes));
}

export const macKey: IronCrypto["macKey"] = (password, salt) => mac(256, derive(password, salt));

export const cipherKey: IronCrypto["cipherKey"] = (password, salt) => {
  const key = derive(password, salt);
  return {
    encrypt(text) {
      const iv = random(IV_BYTES);
      return {
        iv: encodeBytes(iv),
        ciphertext: encodeBytes(aes().cbc(key, iv).encrypt(utf8(text))),
      };
    },

    decrypt(encrypted) {
      const iv = decodeBytes(encrypted.iv);
      const ciphertext = decodeBytes(encrypted.ciphertext);
      if (iv?.length !== IV_BYTES || ciphertext === null) return null;
      try {
        return decoder.decode(aes().cbc(key, iv).decrypt(ciphertext));
      } catch {
        return null;
      }
    },
  };
};

export const randomSalt: IronCrypto["randomSalt"] = () => bytesToHex(random(SALT_BYTES));

export const equalText: IronCrypto["equalText"] = sameText;
