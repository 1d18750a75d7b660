import { recent } from "../../token/recent-cache.ts";
import { hasForm, isOneForm, type Parts, readHeader, readPayload, split } from "./compact.ts";
import { JsonWebTokenError } from "./errors.ts";

/** What a header says that decides how a token is verified. */
interface Facts {
  readonly algorithm: unknown;
  readonly isJwt: boolean;
  /** Names extensions, of which we know none: RFC 7515, 4.1.11, and RFC 7797. */
  readonly isExtended: boolean;
}

/** A token that was taken apart and is not proven yet. */
export interface Opened extends Facts {
  readonly parts: Parts;
  readonly payload: unknown;
}

/** The headers of proven tokens: whoever issues them writes few, and nobody else gets in here. */
const headers = recent<Facts>(200, 4_096);

/**
 * @throws {JsonWebTokenError} for what is no token.
 * @throws {SyntaxError} when a token that calls itself a JWT holds no JSON.
 */
export function open(token: unknown): Opened {
  if (!token) throw new JsonWebTokenError("jwt must be provided");
  if (typeof token !== "string") throw new JsonWebTokenError("jwt must be a string");
  if (!hasForm(token)) {
    const isMalformed = token.split(".", 4).length !== 3;
    throw new JsonWebTokenError(isMalformed ? "jwt malformed" : "invalid token");
  }
  const parts = split(token);
  const facts = isOneForm(parts) ? factsOf(parts.header) : null;
  if (facts === null) throw new JsonWebTokenError("invalid token");
  const { algorithm, isJwt, isExtended } = facts;
  return { algorithm, isJwt, isExtended, parts, payload: readPayload(parts.payload, isJwt) };
}

/** What remains to be said against a token whose signature is proven. */
export function checkProven({ algorithm, isJwt, isExtended, parts, payload }: Opened): void {
  if (isExtended) throw new JsonWebTokenError('unsupported "crit" or "b64" in jwt header');
  // RFC 7519, 7.2: the claims of a JWT are an object.
  const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload);
  if (isJwt && !isObject) throw new JsonWebTokenError("invalid token");
  if (headers.get(parts.header) === undefined) {
    headers.keep(parts.header, { algorithm, isJwt, isExtended });
  }
}

function factsOf(encoded: string): Facts | null {
  const known = headers.get(encoded);
  if (known !== undefined) return known;
  const header = readHeader(encoded);
  if (!header) return null;
  const { alg: algorithm, typ, b64 }: Record<string, unknown> = Object(header);
  const isExtended = Object.hasOwn(Object(header), "crit") || b64 === false;
  return { algorithm, isJwt: typ === "JWT", isExtended };
}
