/**
 * Reads and writes the parts of a token in compact serialization (RFC 7515, section 7.1),
 * unverified.
 */
import { isCanonical } from "../../token/base64url.ts";

/** Three parts of base64url without padding. Only the signature may be empty. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** The signing input: header and payload with the dot between them. */
  readonly input: string;
}

/** Checks whether a text has the three parts of a token. */
export function isCompact(token: string): boolean {
  return COMPACT.test(token);
}

/** Returns the parts of a text for which {@link isCompact} is true. */
export function split(token: string): Parts {
  const first = token.indexOf(".");
  const second = token.indexOf(".", first + 1);
  return {
    header: token.slice(0, first),
    payload: token.slice(first + 1, second),
    signature: token.slice(second + 1),
    input: token.slice(0, second),
  };
}

/**
 * Checks that header and payload are canonical base64url. Set bits after the last byte would give
 * the same token a second form.
 */
export function hasCanonicalParts({ header, payload }: Parts): boolean {
  return isCanonical(header) && isCanonical(payload);
}

/**
 * Returns the value of a header, or `undefined` when the header is not JSON. The text is Latin-1,
 * as in jsonwebtoken.
 */
export function readHeader(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString("latin1"));
  } catch {
    return undefined;
  }
}

/** Returns the base64url of a header. The text is Latin-1, as in jsonwebtoken. */
export function writeHeader(header: object): string {
  return Buffer.from(JSON.stringify(header), "latin1").toString("base64url");
}

/**
 * Returns the value of a payload. With `isJson` the payload must be JSON. Otherwise the payload is
 * a text, or an object where the text is the JSON of an object.
 *
 * @throws {SyntaxError} when `isJson` is true and the payload is not JSON.
 */
export function readPayload(encoded: string, isJson: boolean): unknown {
  const text = Buffer.from(encoded, "base64url").toString("utf8");
  const value: unknown = isJson ? JSON.parse(text) : text;
  return typeof value === "string" ? objectOrText(value) : value;
}

function objectOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : text;
  } catch {
    return text;
  }
}

/**
 * Returns the base64url of a payload. Node throws a `TypeError` for an unknown encoding or a value
 * without text.
 */
export function writePayload(payload: unknown, encoding: string): string {
  // The cast can be wrong. Node then throws the same error as in jsonwebtoken.
  const text = textOf(payload) as string;
  return Buffer.from(text, encoding as BufferEncoding).toString("base64url");
}

function textOf(payload: unknown): string | undefined {
  if (typeof payload === "string") return payload;
  if (typeof payload === "number" || Buffer.isBuffer(payload)) return payload.toString();
  return JSON.stringify(payload);
}
