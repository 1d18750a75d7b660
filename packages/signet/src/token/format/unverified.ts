import { MalformedTokenError } from "../errors.ts";
import { parseObject } from "./json.ts";

/**
 * Unverified JSON of a token, which anyone can write. Its type is not assignable to {@link
 * TokenClaims}.
 */
export interface Unverified {
  readonly "~unverified": true;
  readonly [member: string]: unknown;
}

/** The result of {@link DecodeUnverified}. */
export interface UnverifiedToken {
  readonly header: Unverified;
  /** `null` in a sealed token. */
  readonly payload: Unverified | null;
}

/**
 * Decodes a token without verification, for logs and tools. It checks no key, signature or time. To
 * trust a token, use `createVerifier`.
 *
 * @throws {MalformedTokenError} unless the token is a compact JWS or JWE with JSON objects.
 *
 * @example
 * ```ts
 * import { decodeUnverified } from "signet-auth/token";
 * declare const token: string;
 *
 * console.log(decodeUnverified(token).header["kid"]);
 * ```
 */
export type DecodeUnverified = (token: string) => UnverifiedToken;

/**
 * Creates `decodeUnverified`.
 *
 * @param textOf decodes canonical base64url to a text, with the functions of the platform.
 */
export function decoder(textOf: (encoded: string) => string | null): DecodeUnverified {
  function unverified(encoded: string): Unverified {
    const object = parseObject(textOf(encoded));
    if (object === null)
      throw new MalformedTokenError("its header or its payload is no JSON object");
    mark(object);
    return object;
  }

  return (token) => {
    if (typeof token !== "string") throw new MalformedTokenError("it is no text");
    const [header = "", payload = "", ...others] = token.split(".", 6);
    if (others.length === 1) return { header: unverified(header), payload: unverified(payload) };
    if (others.length === 3) return { header: unverified(header), payload: null };
    throw new MalformedTokenError("it is no compact JWS or JWE, which has three or five parts");
  };
}

/** Adds the member that marks the object as unverified. It is not enumerable, so logs do not show it. */
function mark(object: Readonly<Record<string, unknown>>): asserts object is Unverified {
  Object.defineProperty(object, "~unverified", { value: true, enumerable: false });
}
