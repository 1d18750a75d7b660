/** A token's text and its parts. What is read here is not verified. */
import { isCanonical } from "../../token/base64url.ts";

/** Three parts of base64url without padding; only the signature may be empty. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** What is signed. */
  readonly input: string;
}

export function hasForm(token: string): boolean {
  return FORM.test(token);
}

/** The parts of a text that {@link hasForm}. */
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

/** Each header and payload has one form: with bits set beyond the last byte it is none. */
export function isOneForm({ header, payload }: Parts): boolean {
  return isCanonical(header) && isCanonical(payload);
}

/** What a header holds; `undefined` when it is no JSON. It is read as Latin-1, as it is written. */
export function readHeader(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString("latin1"));
  } catch {
    return undefined;
  }
}

export function writeHeader(header: object): string {
  return Buffer.from(JSON.stringify(header), "latin1").toString("base64url");
}

/**
 * What a payload holds: JSON that has to be JSON, or else a text, which may be that of an object.
 *
 * @throws {SyntaxError} when it has to be JSON and is not.
 */
export function readPayload(encoded: string, isJson: boolean): unknown {
  const text = Buffer.from(encoded, "base64url").toString("utf8");
  const value: unknown = isJson ? JSON.parse(text) : text;
  return typeof value === "string" ? objectIn(value) : value;
}

function objectIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : text;
  } catch {
    return text;
  }
}

/** The text that is signed for a payload. */
export function writePayload(payload: unknown, encoding: string): string {
  // Node says what is wrong with what has no text, and with an encoding that there is not.
  const text = textOf(payload) as string;
  return Buffer.from(text, encoding as BufferEncoding).toString("base64url");
}

function textOf(payload: unknown): string | undefined {
  if (typeof payload === "string") return payload;
  if (typeof payload === "number" || Buffer.isBuffer(payload)) return payload.toString();
  return JSON.stringify(payload);
}
