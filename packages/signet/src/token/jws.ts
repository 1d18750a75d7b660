import { decodeText, encodeText } from "./base64url.ts";
import { equalText, type Mac } from "./crypto/node.ts";
import type { KeyRing } from "./key-ring.ts";

/** Why a token proves nothing. */
export type TokenFault = "malformed" | "bad-signature" | "unknown-key" | "wrong-type";

export type VerifiedToken =
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: TokenFault };

/** Signs and verifies the tokens of one purpose. */
export interface TokenKind {
  sign(claims: object): string;
  /** Proves who made the token, and nothing about its times. Never throws. */
  verify(token: string): VerifiedToken;
}

/** Longer tokens are refused unread; characters. */
const LONGEST_TOKEN = 16_384;
const TOKEN_SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * HS256 tokens (RFC 7515, compact) of one purpose and type, under a key ring. A token's header is
 * compared with the headers this ring writes and never interpreted, so that nothing in a token can
 * choose how it is verified; its signature is compared as text, so that each token has one form.
 */
export function tokenKind(ring: KeyRing, purpose: string, type: string): TokenKind {
  const macs = new Map<string, Mac>();
  for (const key of ring.all) {
    macs.set(headerOf(type, key.kid), key.derive(purpose));
  }
  const signingHeader = headerOf(type, ring.first.kid);
  const macOf = ring.first.derive(purpose);

  return {
    sign(claims) {
      const input = `${signingHeader}.${encodeText(JSON.stringify(claims))}`;
      return `${input}.${macOf(input)}`;
    },

    verify(token) {
      if (token.length > LONGEST_TOKEN) return refuse("malformed");
      const headerEnd = token.indexOf(".");
      const payloadEnd = token.lastIndexOf(".");
      const header = token.slice(0, headerEnd);
      const mac = macs.get(header);
      if (mac === undefined) return refuse(explainHeader(token, type));
      const signature = mac(token.slice(0, payloadEnd));
      if (!equalText(token.slice(payloadEnd + 1), signature)) {
        return refuse(TOKEN_SHAPE.test(token) ? "bad-signature" : "malformed");
      }
      return parseClaims(token.slice(headerEnd + 1, payloadEnd));
    },
  };
}

function headerOf(typ: string, kid: string): string {
  return encodeText(JSON.stringify({ alg: "HS256", typ, kid }));
}

function parseClaims(payload: string): VerifiedToken {
  const claims = parseObject(payload);
  return claims === null ? refuse("malformed") : { ok: true, claims };
}

/** Finds the word for a token whose header is none of ours; nothing here can accept one. */
function explainHeader(token: string, type: string): TokenFault {
  if (!TOKEN_SHAPE.test(token)) return "malformed";
  const header = parseObject(token.slice(0, token.indexOf(".")));
  if (header === null) return "malformed";
  return header["typ"] === type && header["alg"] === "HS256" ? "unknown-key" : "wrong-type";
}

function parseObject(encoded: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(decodeText(encoded));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(reason: TokenFault): VerifiedToken {
  return { ok: false, reason };
}
