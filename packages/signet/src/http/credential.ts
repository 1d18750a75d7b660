import { join } from "./chunks.ts";
import type { CookieNames } from "./cookie-names.ts";
import { headerOf, type RequestSource } from "./source.ts";

export type CredentialFound =
  | { readonly kind: "none" }
  | {
      readonly kind: "one";
      readonly via: "cookie" | "bearer";
      readonly credential: string;
      /** What earlier sign-outs left behind. */
      readonly tombstones: readonly string[];
    }
  /** Two different ones, so neither is believed. */
  | { readonly kind: "conflict" };

/** A browser has one; more are somebody's attempt to hide it, or to keep us busy. */
const MOST_TOMBSTONES = 4;

const NONE: CredentialFound = { kind: "none" };
const CONFLICT: CredentialFound = { kind: "conflict" };

/**
 * Finds the credential of a request: in the session cookie, in the chunks of one, or after
 * `Authorization: Bearer`.
 */
export function findCredential(source: RequestSource, names: CookieNames): CredentialFound {
  const bearer = bearerOf(headerOf(source, "authorization"));
  const header = headerOf(source, "cookie") ?? "";
  const [whole = "", ...others] = cookieValues(header, names.session, 2);
  const chunked = chunkedIn(header, names);
  if (others.length > 0 || chunked === "conflict") return CONFLICT;
  if (whole === "" && chunked === null) return fromBearer(bearer);
  if (bearer !== null || (whole !== "" && chunked !== null)) return CONFLICT;
  const tombstones = cookieValues(header, names.tombstone, MOST_TOMBSTONES);
  return { kind: "one", via: "cookie", credential: chunked ?? whole, tombstones };
}

/** The credential that came in chunks, or `null`; `"conflict"`, which is none, where one came twice. */
function chunkedIn(header: string, names: CookieNames): string | null {
  const [first = ""] = names.chunks;
  if (!header.includes(`${first}=`)) return null;
  const values = new Map(names.chunks.map((name) => [name, cookieValues(header, name, 2)]));
  if ([...values.values()].some(({ length }) => length > 1)) return "conflict";
  return join(names, (name) => values.get(name)?.[0] ?? "");
}

/** Whether the browser may have added the credential by itself, to whatever page's request. */
export function mayComeByItself(found: CredentialFound): boolean {
  return found.kind === "conflict" || (found.kind === "one" && found.via === "cookie");
}

/** Which of these cookies came with a request. */
export function cookieNamesIn(source: RequestSource, names: readonly string[]): string[] {
  const header = headerOf(source, "cookie") ?? "";
  return names.filter((name) => cookieValues(header, name, 1).length > 0);
}

function fromBearer(credential: string | null): CredentialFound {
  return credential === null ? NONE : { kind: "one", via: "bearer", credential, tombstones: [] };
}

/** The token of RFC 6750, 2.1; `""` when the scheme came without one. */
function bearerOf(authorization: string | null): string | null {
  if (authorization === null || !/^bearer(?: |$)/i.test(authorization)) return null;
  return authorization.slice("bearer".length).replace(/^ +/, "");
}

/**
 * The first few different values a Cookie header holds under a name, as sent (RFC 6265bis, 5.7). Parsers keep
 * one of several, and the other, which another host may have planted, would go unseen.
 */
function cookieValues(header: string, name: string, most: number): string[] {
  const start = `${name}=`;
  const values: string[] = [];
  let at = header.indexOf(start);
  for (; at !== -1 && values.length < most; at = header.indexOf(start, at + 1)) {
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
