import { SignetError } from "../../../errors.ts";
import type { HeaderLookup } from "../../../http/request-source.ts";
import type { CookieLookup } from "../cookies/lookup.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** A request to the routes, independent of the router. */
export interface AuthRequest {
  /** The first part of the path, such as `"session"`. */
  readonly action: string | undefined;
  readonly providerId: string | undefined;
  /** The code of an error for the pages. */
  readonly error: string | undefined;
  readonly method: string;
  readonly query: Fields;
  readonly body: Fields | undefined;
  readonly cookies: CookieLookup;
  readonly headers: HeaderLookup;
  /** The headers as `authorize` receives them. */
  readonly headerFields: Readonly<Record<string, string | string[] | undefined>>;
}

/** A response of the routes, independent of the router. */
export interface AuthResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, or a value that is sent as JSON. */
  readonly body?: unknown;
  /** The URL of a redirect. */
  readonly redirect?: string;
  /** `Set-Cookie` texts. */
  readonly setCookies?: readonly string[];
}

/** Creates the error for a request that a program would not send. The response has the status 400. */
export function badRequest(message: string): SignetError {
  return new SignetError("invalid-input", message);
}

export const NO_CACHE: Readonly<Record<string, string>> = {
  "Cache-Control": "private, no-cache, no-store",
  Pragma: "no-cache",
  Expires: "0",
};

export const JSON_TYPE: Readonly<Record<string, string>> = { "Content-Type": "application/json" };

/** Returns a text field of a query or a body. */
export function textIn(fields: Fields | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === "string" ? value : undefined;
}
