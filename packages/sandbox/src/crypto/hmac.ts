import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { encodeBytes } from "../../../signet/src/token/base64url.ts";
import type { HashBits } from "../../../signet/src/token/crypto/algorithms.ts";
import { utf8 } from "../../../signet/src/token/crypto/web/bytes.ts";

/**
 * Returns the HMAC (RFC 2104) of a UTF-8 text as base64url. The key is private, so logs cannot print
 * it.
 */
export type Mac = (text: string) => string;

const HASHES = { 256: sha256, 384: sha384, 512: sha512 } as const;

/** Creates an HMAC function for a key. It hashes the padded keys once, and copies that state for each text. */
export function mac(bits: HashBits, secret: Uint8Array): Mac {
  const keyed = hmac.create(HASHES[bits], secret);
  return (text) => encodeBytes(keyed.clone().update(utf8(text)).digest());
}

/** Compares a text with the expected base64url, in a time that depends only on the lengths. */
export function equalText(text: string, expectedText: string): boolean {
  if (text.length !== expectedText.length) return false;
  let difference = 0;
  for (let at = 0; at < text.length; at++) {
    difference |= text.charCodeAt(at) ^ expectedText.charCodeAt(at);
  }
  return difference === 0;
}
