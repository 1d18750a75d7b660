import { type HeldCookie, joinChunks } from "./chunks";
import type { StrategyName } from "./strategies";

/**
 * A credential as it may be shown: complete but for the part that proves anything, since a page that
 * prints a live credential undoes what HttpOnly is for.
 */
export type CookiePicture = {
  /** The cookies that hold it, in order. */
  readonly cookies: readonly CookieSize[];
  /** Names and values of all of them together; bytes. */
  readonly size: number;
} & (JwtPicture | SealedPicture | OpaquePicture | { readonly kind: "unreadable" });

export interface JwtPicture {
  readonly kind: "jwt";
  readonly header: string;
  readonly payload: string;
  readonly headerClaims: Claims;
  readonly claims: Claims;
}

export interface SealedPicture {
  readonly kind: "sealed";
  readonly header: string;
  readonly headerClaims: Claims;
  readonly nonce: string;
  /** How the ciphertext begins. The whole of it is the session itself. */
  readonly opening: string;
  /** Characters of the ciphertext. */
  readonly length: number;
}

export interface OpaquePicture {
  readonly kind: "opaque";
  readonly id: string;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface CookieSize {
  readonly name: string;
  /** Name and value together, as browsers count; bytes. */
  readonly size: number;
}

/** At most this much of a ciphertext is shown; characters. */
const OPENING = 60;
const UNREADABLE = { kind: "unreadable" } as const;

/** The picture of the cookies that a browser presents to a strategy; at least one. */
export function pictureOf(strategy: StrategyName, held: readonly HeldCookie[]): CookiePicture {
  const cookies = held.map(({ name, value }) => ({
    name,
    size: Buffer.byteLength(name + value),
  }));
  const size = cookies.reduce((sum, cookie) => sum + cookie.size, 0);
  const credential = joinChunks(held);
  return { cookies, size, ...(credential === null ? UNREADABLE : parts[strategy](credential)) };
}

const parts = { jwt: jwtParts, sealed: sealedParts, database: opaqueParts, hybrid: jwtParts };

function jwtParts(credential: string): JwtPicture | typeof UNREADABLE {
  const [header = "", payload = "", signature = "", ...more] = credential.split(".");
  const headerClaims = decode(header);
  const claims = decode(payload);
  if (headerClaims === null || claims === null || signature === "" || more.length > 0) {
    return UNREADABLE;
  }
  return { kind: "jwt", header, payload, headerClaims, claims };
}

function sealedParts(credential: string): SealedPicture | typeof UNREADABLE {
  const [header = "", wrappedKey, nonce = "", ciphertext = "", tag = "", ...more] =
    credential.split(".");
  const headerClaims = decode(header);
  if (headerClaims === null || wrappedKey !== "" || more.length > 0) return UNREADABLE;
  if (nonce === "" || ciphertext === "" || tag === "") return UNREADABLE;
  const opening = ciphertext.slice(0, Math.min(OPENING, ciphertext.length / 2));
  return { kind: "sealed", header, headerClaims, nonce, opening, length: ciphertext.length };
}

function opaqueParts(credential: string): OpaquePicture | typeof UNREADABLE {
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
