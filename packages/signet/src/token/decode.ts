import { decodeText } from "./base64url.ts";
import { MalformedTokenError } from "./errors.ts";
import { parseObject } from "./json.ts";

/** What anybody may have written. The compiler does not take it where {@link TokenClaims} are asked for. */
export interface Unverified {
  readonly "~unverified": true;
  readonly [member: string]: unknown;
}

export interface UnverifiedToken {
  readonly header: Unverified;
  /** `null` in a sealed token. */
  readonly payload: Unverified | null;
}

/**
 * Shows what a token says, for logs and tools. Nothing of it is proven: no key, signature or time is
 * looked at. To trust a token, use {@link createVerifier}.
 *
 * @throws {MalformedTokenError} for anything but a compact JWS or JWE of JSON objects.
 */
export function decodeUnverified(token: string): UnverifiedToken {
  if (typeof token !== "string") throw new MalformedTokenError("it is no text");
  const [header = "", payload = "", ...others] = token.split(".", 6);
  if (others.length === 1) return { header: unverified(header), payload: unverified(payload) };
  if (others.length === 3) return { header: unverified(header), payload: null };
  throw new MalformedTokenError("it is no compact JWS or JWE");
}

function unverified(encoded: string): Unverified {
  const object = parseObject(decodeText(encoded));
  if (object === null) throw new MalformedTokenError("a part of it is no JSON object");
  // The mark is for the compiler; a log need not show it.
  const marked = { ...object, "~unverified": true } as const;
  return Object.defineProperty(marked, "~unverified", { enumerable: false });
}
