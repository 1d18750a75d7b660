import type { StrategyName } from "../strategies";
import { type CookiePair, joinChunks } from "./chunks";

/**
 * The parts of a credential that a page may show. The secret part is left out, because a page that shows
 * a live credential defeats the purpose of `HttpOnly`.
 */
export type CookieParts = {
  /** The cookies of the credential, in order. */
  readonly cookies: readonly CookieSize[];
  /** Bytes of all names and values. */
  readonly size: number;
} & (JwtParts | SealedParts | OpaqueParts | { readonly kind: "unreadable" });

export interface JwtParts {
  readonly kind: "jwt";
  readonly header: string;
  readonly payload: string;
  readonly headerClaims: Claims;
  readonly claims: Claims;
}

export interface SealedParts {
  readonly kind: "sealed";
  readonly header: string;
  readonly headerClaims: Claims;
  readonly nonce: string;
  /** The start of the ciphertext. The whole ciphertext would be a usable credential. */
  readonly opening: string;
  /** Characters of the whole ciphertext. */
  readonly length: number;
}

export interface OpaqueParts {
  readonly kind: "opaque";
  readonly id: string;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface CookieSize {
  readonly name: string;
  /** Bytes of name and value, which browsers count together. */
  readonly size: number;
}

/** Characters of the ciphertext that a page shows at most. */
const OPENING_LENGTH = 60;
const UNREADABLE = { kind: "unreadable" } as const;

/** Returns the parts of the cookies that a browser sends to a strategy. Needs at least one cookie. */
export function partsOf(strategy: StrategyName, pairs: readonly CookiePair[]): CookieParts {
  const cookies = pairs.map(({ name, value }) => ({
    name,
    size: Buffer.byteLength(name + value),
  }));
  const size = cookies.reduce((sum, cookie) => sum + cookie.size, 0);
  const credential = joinChunks(pairs);
  return { cookies, size, ...(credential === null ? UNREADABLE : parsers[strategy](credential)) };
}

const parsers = { jwt: jwtParts, sealed: sealedParts, database: opaqueParts, hybrid: jwtParts };

function jwtParts(credential: string): JwtParts | typeof UNREADABLE {
  const [header = "", payload = "", signature = "", ...more] = credential.split(".");
  const headerClaims = decode(header);
  const claims = decode(payload);
  if (headerClaims === null || claims === null || signature === "" || more.length > 0) {
    return UNREADABLE;
  }
  return { kind: "jwt", header, payload, headerClaims, claims };
}

function sealedParts(credential: string): SealedParts | typeof UNREADABLE {
  const [header = "", wrappedKey, nonce = "", ciphertext = "", tag = "", ...more] =
    credential.split(".");
  const headerClaims = decode(header);
  if (headerClaims === null || wrappedKey !== "" || more.length > 0) return UNREADABLE;
  if (nonce === "" || ciphertext === "" || tag === "") return UNREADABLE;
  const opening = ciphertext.slice(0, Math.min(OPENING_LENGTH, ciphertext.length / 2));
  return { kind: "sealed", header, headerClaims, nonce, opening, length: ciphertext.length };
}

function opaqueParts(credential: string): OpaqueParts | typeof UNREADABLE {
  const [id = "", secret = "", ...more] = credential.split(".");
  if (id === "" || secret === "" || more.length > 0) return UNREADABLE;
  return { kind: "opaque", id };
}

function decode(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isClaims(value) ? value : null;
  } catch {
    return null;
  }
}

function isClaims(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
