import { decodeText } from "../base64url.ts";
import { MalformedTokenError } from "../errors.ts";
import { hasDuplicates, parseObject } from "./json.ts";

/** A token's header, as far as a verifier looks at it. Whatever else it holds changes nothing. */
export interface TokenHeader {
  readonly alg: string;
  readonly enc: string | null;
  readonly typ: string | null;
  readonly kid: string | null;
}

/**
 * Reads a header from base64url.
 *
 * @throws {MalformedTokenError} also for members named twice, for extensions that must be understood
 *   (`crit`, RFC 7515, 4.1.11), for an unencoded payload (`b64`, RFC 7797) and for compression.
 */
export function parseHeader(encoded: string): TokenHeader {
  const text = decodeText(encoded);
  const header = parseObject(text);
  if (text === null || header === null) throw refused("is no JSON object");
  if (hasDuplicates(text, header)) throw refused("names a member twice");
  if (header["crit"] !== undefined) throw refused("asks for extensions (crit)");
  if (header["b64"] !== undefined && header["b64"] !== true) {
    throw refused("asks for an unencoded payload (b64)");
  }
  if (header["zip"] !== undefined) throw refused("asks for decompression (zip)");
  const alg = textIn(header, "alg");
  if (alg === null) throw refused("names no algorithm");
  return {
    alg,
    enc: textIn(header, "enc"),
    typ: textIn(header, "typ"),
    kid: textIn(header, "kid"),
  };
}

/**
 * Holds a token's type to the expected one, as RFC 7515 (4.1.9) compares them; `null` expects none
 * in particular.
 *
 * @throws {MalformedTokenError}
 */
export function checkType(typ: string | null, expected: string | null): void {
  if (expected !== null && mediaType(typ ?? "") !== mediaType(expected)) {
    throw new MalformedTokenError("its type (typ) is not the one this verifier expects");
  }
}

function mediaType(typ: string): string {
  const lower = typ.toLowerCase();
  return lower.startsWith("application/") ? lower.slice("application/".length) : lower;
}

function textIn(header: Readonly<Record<string, unknown>>, member: string): string | null {
  const value = header[member];
  if (value === undefined) return null;
  if (typeof value !== "string") throw refused(`has a ${member} that is no text`);
  return value;
}

function refused(what: string): MalformedTokenError {
  return new MalformedTokenError(`its header ${what}`);
}
