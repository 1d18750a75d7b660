import { parseCookie } from "cookie";
import { type HeaderLookup, headerOf, isHeaders } from "../../../http/request-source.ts";
import { type CookieLookup, cookieLookup } from "../cookies/lookup.ts";

/** A request: `NextRequest`, `NextApiRequest`, that of `getServerSideProps`, or a plain `Request`. */
export interface TokenRequest {
  readonly headers: object;
  readonly cookies?: unknown;
}

/** Returns the headers of a request. */
export function headersOf({ headers }: TokenRequest): HeaderLookup {
  if (isHeaders(headers)) return headers;
  const fields: { readonly [name: string]: string | readonly string[] | undefined } = {
    ...headers,
  };
  return { get: (name) => headerOf(fields, name) };
}

/** Returns the cookies of a request. A plain `Request` has only the header. */
export function cookiesOf(request: TokenRequest): CookieLookup {
  if (request.cookies !== undefined) return cookieLookup(request.cookies);
  return cookieLookup(parseCookie(headersOf(request).get("cookie") ?? ""));
}

/** Returns the bearer token of a request; `null` for a missing or malformed one. */
export function bearerOf(headers: HeaderLookup): string | null {
  const [scheme, encoded] = headers.get("authorization")?.split(" ") ?? [];
  if (scheme !== "Bearer" || !encoded) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
