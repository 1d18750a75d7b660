import { decodeText } from "../base64url.ts";
import { MalformedTokenError } from "../errors.ts";
import { hasDuplicates, parseObject } from "./json.ts";

/** The members of a token header that a verifier uses. Other members have no effect. */
export interface TokenHeader {
  readonly alg: string;
  readonly enc: string | null;
  readonly typ: string | null;
  readonly kid: string | null;
}

/**
 * Parses a token header from base64url.
 *
 * @throws {MalformedTokenError} for a header that is no JSON object or has no `alg`, and for repeated
 *   members, critical extensions (`crit`, RFC 7515, section 4.1.11), an unencoded payload (`b64`,
 *   RFC 7797) and compression (`zip`).
 */
export function parseHeader(encoded: string): TokenHeader {
  const text = decodeText(encoded);
  const header = parseObject(text);
  if (text === null || header === null) throw refused("is no JSON object");
  if (hasDuplicates(text, header)) throw refused("has a repeated member");
  if (header["crit"] !== undefined)
    throw refused("requires extensions (crit), which are not supported");
  if (header["b64"] !== undefined && header["b64"] !== true) {
    throw refused("has an unencoded payload (b64), which is not supported");
  }
  if (header["zip"] !== undefined)
    throw refused("has a compressed payload (zip), which is not supported");
  const alg = textIn(header, "alg");
  if (alg === null) throw refused("has no algorithm (alg)");
  return {
    alg,
    enc: textIn(header, "enc"),
    typ: textIn(header, "typ"),
    kid: textIn(header, "kid"),
  };
}

/**
 * Checks the type of a token (`typ`), compared as in RFC 7515, section 4.1.9.
 *
 * @param expected the expected type, or `null` to accept every type.
 * @throws {MalformedTokenError} for another type.
 */
export function checkType(typ: string | null, expected: string | null): void {
  if (expected !== null && mediaType(typ ?? "") !== mediaType(expected)) {
    throw new MalformedTokenError("its type (typ) is not the one that this verifier expects");
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

function refused(problem: string): MalformedTokenError {
  return new MalformedTokenError(`its header ${problem}`);
}
