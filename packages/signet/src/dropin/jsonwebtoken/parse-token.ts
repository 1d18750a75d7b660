import { recent } from "../../token/recent-cache.ts";
import {
  hasCanonicalParts,
  isCompact,
  type Parts,
  readHeader,
  readPayload,
  split,
} from "./compact.ts";
import { JsonWebTokenError } from "./errors.ts";

/** The header fields that decide how `verify` treats a token. */
interface HeaderFields {
  readonly algorithm: unknown;
  readonly isJwt: boolean;
  /**
   * The header has `crit` (RFC 7515, section 4.1.11) or `b64: false` (RFC 7797). No extension is
   * supported.
   */
  readonly isExtended: boolean;
}

/** The parts of a token that is not verified yet. */
export interface ParsedToken extends HeaderFields {
  readonly parts: Parts;
  readonly payload: unknown;
}

/**
 * The headers of verified tokens. An issuer uses few different headers. A header of an unverified
 * token is never added, so an attacker cannot fill the cache.
 */
const headers = recent<HeaderFields>(200, 4_096);

/**
 * Parses a token without verification.
 *
 * @throws {JsonWebTokenError} when the value is not a token.
 * @throws {SyntaxError} when the header has `typ: "JWT"` and the payload is not JSON.
 */
export function parseToken(token: unknown): ParsedToken {
  if (!token) throw new JsonWebTokenError("jwt must be provided");
  if (typeof token !== "string") throw new JsonWebTokenError("jwt must be a string");
  if (!isCompact(token)) {
    const isMalformed = token.split(".", 4).length !== 3;
    throw new JsonWebTokenError(isMalformed ? "jwt malformed" : "invalid token");
  }
  const parts = split(token);
  const fields = hasCanonicalParts(parts) ? headerFieldsOf(parts.header) : null;
  if (fields === null) throw new JsonWebTokenError("invalid token");
  const { algorithm, isJwt, isExtended } = fields;
  return { algorithm, isJwt, isExtended, parts, payload: readPayload(parts.payload, isJwt) };
}

/**
 * Checks extensions and payload of a token whose signature is verified, and caches its header.
 *
 * @throws {JsonWebTokenError} when the token needs an extension, or is a JWT without an object of
 *   claims.
 */
export function checkVerified({ algorithm, isJwt, isExtended, parts, payload }: ParsedToken): void {
  if (isExtended) throw new JsonWebTokenError('unsupported "crit" or "b64" in jwt header');
  // RFC 7519, section 7.2: the claims of a JWT are an object.
  const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload);
  if (isJwt && !isObject) throw new JsonWebTokenError("invalid token");
  if (headers.get(parts.header) === undefined) {
    headers.keep(parts.header, { algorithm, isJwt, isExtended });
  }
}

function headerFieldsOf(encoded: string): HeaderFields | null {
  const known = headers.get(encoded);
  if (known !== undefined) return known;
  const header = readHeader(encoded);
  if (!header) return null;
  const { alg: algorithm, typ, b64 }: Record<string, unknown> = Object(header);
  const isExtended = Object.hasOwn(Object(header), "crit") || b64 === false;
  return { algorithm, isJwt: typ === "JWT", isExtended };
}
