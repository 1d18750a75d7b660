import { decodeBytes, encodeBytes } from "../../../token/base64url.ts";
import { equalBytes, utf8 } from "../../../token/crypto/web/bytes.ts";
import type { IronCrypto } from "./contract.ts";

const AES = "AES-CBC";
const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 } as const;
const IV_BYTES = 16;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

async function passwordKey(password: string) {
  const { subtle } = globalThis.crypto;
  return subtle.importKey("raw", utf8(password), "PBKDF2", false, ["deriveKey"]);
}

function derivation(salt: string) {
  return { name: "PBKDF2", hash: "SHA-1", salt: utf8(salt), iterations: 1 };
}

export const macKey: IronCrypto["macKey"] = async (password, salt) => {
  const { subtle } = globalThis.crypto;
  const from = await passwordKey(password);
  const key = await subtle.deriveKey(derivation(salt), from, HMAC, false, ["sign"]);
  return async (text) => {
    const signature = await globalThis.crypto.subtle.sign("HMAC", key, utf8(text));
    return encodeBytes(new Uint8Array(signature));
  };
};

export const cipherKey: IronCrypto["cipherKey"] = async (password, salt) => {
  const { subtle } = globalThis.crypto;
  const type = { name: AES, length: 256 };
  const uses = ["encrypt", "decrypt"] as const;
  const from = await passwordKey(password);
  const key = await subtle.deriveKey(derivation(salt), from, type, false, uses);
  return {
    async encrypt(text) {
      const iv = globalThis.crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await globalThis.crypto.subtle.encrypt({ name: AES, iv }, key, utf8(text));
      return { iv: encodeBytes(iv), ciphertext: encodeBytes(new Uint8Array(sealed)) };
    },

    async decrypt(encrypted) {
      const iv = decodeBytes(encrypted.iv);
      const sealed = decodeBytes(encrypted.ciphertext);
      if (iv?.length !== IV_BYTES || sealed === null) return null;
      try {
        const opened = await globalThis.crypto.subtle.decrypt({ name: AES, iv }, key, sealed);
        return decoder.decode(opened);
      } catch {
        return null;
      }
    },
  };
};

export const randomSalt: IronCrypto["randomSalt"] = () => {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const equalText: IronCrypto["equalText"] = (given, expected) =>
  equalBytes(utf8(given), utf8(expected));
