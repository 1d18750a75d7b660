import { parseCookie } from "cookie";
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
const verbatim = { decode: (value: string): string => value };

/** Finds the credential of a request: in the session cookie, or after `Authorization: Bearer`. */
export function findCredential(source: RequestSource, names: CookieNames): CredentialFound {
  const bearer = bearerOf(headerOf(source, "authorization"));
  const header = headerOf(source, "cookie");
  if (header === null || !header.includes(names.session)) return fromBearer(bearer);
  if (isRepeated(header, names.session)) return CONFLICT;
  const cookies = parseCookie(header, verbatim);
  const credential = cookies[names.session];
  if (credential === undefined || credential === "") return fromBearer(bearer);
  if (bearer !== null) return CONFLICT;
  const tombstone = cookies[names.tombstone] || null;
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

/** Whether a cookie came twice with different values, as when another host planted one. */
function isRepeated(header: string, name: string): boolean {
  const first = header.indexOf(`${name}=`);
  if (header.indexOf(`${name}=`, first + 1) === -1) return false;
  const values = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return new Set(values).size > 1;
}
