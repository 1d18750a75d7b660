import type { CookieNames } from "./cookie-names.ts";
import { headerOf, type RequestSource } from "./source.ts";

export type CredentialFound =
  | { readonly kind: "none" }
  | {
      readonly kind: "one";
      readonly via: "cookie" | "bearer";
      readonly credential: string;
      readonly tombstone: string | null;
    }
  /** Two different ones, so neither is believed. */
  | { readonly kind: "conflict" };

const NONE: CredentialFound = { kind: "none" };
const CONFLICT: CredentialFound = { kind: "conflict" };

/** Finds the credential of a request: in the session cookie, or after `Authorization: Bearer`. */
export function findCredential(source: RequestSource, names: CookieNames): CredentialFound {
  const bearer = bearerOf(headerOf(source, "authorization"));
  const header = headerOf(source, "cookie") ?? "";
  const [credential = "", ...others] = cookieValues(header, names.session);
  if (others.length > 0) return CONFLICT;
  if (credential === "") return fromBearer(bearer);
  if (bearer !== null) return CONFLICT;
  const [tombstone = null] = cookieValues(header, names.tombstone);
  return { kind: "one", via: "cookie", credential, tombstone };
}

function fromBearer(credential: string | null): CredentialFound {
  return credential === null ? NONE : { kind: "one", via: "bearer", credential, tombstone: null };
}

/** The token of RFC 6750, 2.1; `""` when the scheme came without one. */
function bearerOf(authorization: string | null): string | null {
  if (authorization === null || !/^bearer(?: |$)/i.test(authorization)) return null;
  return authorization.slice("bearer".length).replace(/^ +/, "");
}

/**
 * The different values a Cookie header holds under a name, as sent (RFC 6265bis, 5.7). Parsers keep
 * one of several, and the other, which another host may have planted, would go unseen.
 */
function cookieValues(header: string, name: string): string[] {
  const start = `${name}=`;
  const values: string[] = [];
  for (let at = header.indexOf(start); at !== -1; at = header.indexOf(start, at + 1)) {
    if (!startsPair(header, at)) continue;
    const end = header.indexOf(";", at);
    const value = header.slice(at + start.length, end === -1 ? undefined : end);
    if (!values.includes(value)) values.push(value);
  }
  return values;
}

/**
 * Whether a cookie's name starts here. Spaces and tabs may stand before it and nothing else: browsers
 * take a name behind any other white space for another name, which `__Host-` does not protect.
 */
function startsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (header[before] === " " || header[before] === "\t") before--;
  return before < 0 || header[before] === ";";
}
