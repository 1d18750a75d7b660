import { isCanonical } from "../base64url.ts";

/** A signed token (JWS, RFC 7515, 7.1) in its parts, each still base64url. */
export interface SignedParts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** What was signed: `header.payload`. */
  readonly input: string;
}

/** A sealed token (JWE, RFC 7516, 7.1) whose key is used directly, in its parts. */
export interface SealedParts {
  readonly header: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** Longer tokens are refused unread; characters. */
export const LONGEST_TOKEN = 16_384;

const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SEALED = /^[\w-]+\.\.[\w-]+\.[\w-]*\.[\w-]+$/;

/** `null` for anything that is not the one form of a signed token. */
export function splitSigned(token: string): SignedParts | null {
  if (!SIGNED.test(token)) return null;
  const headerEnd = token.indexOf(".");
  const payloadEnd = token.lastIndexOf(".");
  const header = token.slice(0, headerEnd);
  const payload = token.slice(headerEnd + 1, payloadEnd);
  const signature = token.slice(payloadEnd + 1);
  if (!(isCanonical(header) && isCanonical(payload) && isCanonical(signature))) return null;
  return { header, payload, signature, input: token.slice(0, payloadEnd) };
}

/** `null` for anything that is not the one form of a sealed token without an encrypted key. */
export function splitSealed(token: string): SealedParts | null {
  if (!SEALED.test(token)) return null;
  const [header = "", , iv = "", ciphertext = "", tag = ""] = token.split(".");
  return [header, iv, ciphertext, tag].every(isCanonical) ? { header, iv, ciphertext, tag } : null;
}
