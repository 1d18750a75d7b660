import { isCanonical } from "../base64url.ts";

/** The parts of a signed token (JWS, RFC 7515, section 7.1), each as base64url. */
export interface SignedParts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** The signed text: `header.payload`. */
  readonly input: string;
}

/** The parts of a sealed token (JWE, RFC 7516, section 7.1) with direct encryption, each as base64url. */
export interface SealedParts {
  readonly header: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** The default maximum length of a token; characters. A longer token is refused before parsing. */
export const LONGEST_TOKEN = 16_384;

const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SEALED = /^[\w-]+\.\.[\w-]+\.[\w-]*\.[\w-]+$/;

/** Splits a signed token. Returns `null` for other text, and if a part is not canonical base64url. */
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

/**
 * Splits a sealed token without an encrypted key. Returns `null` for other text, and if a part is not
 * canonical base64url.
 */
export function splitSealed(token: string): SealedParts | null {
  if (!SEALED.test(token)) return null;
  const [header = "", , iv = "", ciphertext = "", tag = ""] = token.split(".");
  return [header, iv, ciphertext, tag].every(isCanonical) ? { header, iv, ciphertext, tag } : null;
}
