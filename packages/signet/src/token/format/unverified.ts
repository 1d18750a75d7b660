import { MalformedTokenError } from "../errors.ts";
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
export type DecodeUnverified = (token: string) => UnverifiedToken;

/** `textOf` reads strict base64url, by whatever means the build has. */
export function decoder(textOf: (encoded: string) => string | null): DecodeUnverified {
  function unverified(encoded: string): Unverified {
    const object = parseObject(textOf(encoded));
    if (object === null) throw new MalformedTokenError("a part of it is no JSON object");
    mark(object);
    return object;
  }

  return (token) => {
    if (typeof token !== "string") throw new MalformedTokenError("it is no text");
    const [header = "", payload = "", ...others] = token.split(".", 6);
    if (others.length === 1) return { header: unverified(header), payload: unverified(payload) };
    if (others.length === 3) return { header: unverified(header), payload: null };
    throw new MalformedTokenError("it is no compact JWS or JWE");
  };
}

/** The mark is for the compiler; a log need not show it. */
function mark(object: Readonly<Record<string, unknown>>): asserts object is Unverified {
  Object.defineProperty(object, "~unverified", { value: true, enumerable: false });
}
