import { encodeText } from "#crypto";
import type { Awaitable as MaybePromise, SealingKey } from "../../../token/crypto/contract.ts";
import { type SealedParts, splitSealed } from "../../../token/format/compact.ts";
import { isObject, parseObject } from "../../../token/format/json.ts";
import * as errors from "./errors.ts";
import { decodeHeader } from "./header.ts";
import { keyOf } from "./keys.ts";
import type { JWT, JWTDecodeParams, JWTEncodeParams } from "./types.ts";

/** The lifetime of a token without `maxAge`; seconds. */
export const DEFAULT_MAX_AGE: number = 30 * 24 * 60 * 60;

/** The tolerated difference of clocks for `exp` and `nbf`; seconds. */
const TOLERANCE = 15;

/** The header of the tokens of next-auth 4: `{"alg":"dir","enc":"A256GCM"}`. */
const HEADER = encodeText('{"alg":"dir","enc":"A256GCM"}');

/** A decrypted token. */
export interface Decoded {
  readonly claims: JWT;
  /**
   * When the first token of the session was issued; seconds since the epoch. `null` when the header does
   * not contain it. Only tokens that this package has issued again contain it.
   */
  readonly begun: number | null;
}

export interface EncodeParams extends JWTEncodeParams {
  /** When the session began, for a token that replaces another one; seconds since the epoch. */
  readonly begun?: number | null;
}

/**
 * Encrypts claims as next-auth 4 does. Adds `iat`, `exp` and `jti`.
 *
 * @throws {TypeError} for claims that are no plain object and for an unusable secret.
 */
export function encodeToken(params: EncodeParams): MaybePromise<string> {
  const { token = {}, secret, maxAge = DEFAULT_MAX_AGE, salt = "", begun = null } = params;
  if (!isPlainObject(token)) throw new TypeError("JWT Claims Set MUST be an object");
  if (typeof maxAge !== "number" || !Number.isFinite(maxAge)) {
    throw new TypeError("maxAge must be a number of seconds.");
  }
  const iat = nowInSeconds();
  const claims = { ...token, iat, exp: iat + maxAge, jti: globalThis.crypto.randomUUID() };
  const text = JSON.stringify(claims);
  const header =
    begun === null ? HEADER : encodeText(`{"alg":"dir","enc":"A256GCM","begun":${begun}}`);
  const key = keyOf(secret, salt);
  return key instanceof Promise
    ? key.then((ready) => sealed(ready, header, text))
    : sealed(key, header, text);
}

function sealed(key: SealingKey, header: string, text: string): MaybePromise<string> {
  const parts = key.encrypt(header, text);
  return parts instanceof Promise
    ? parts.then((ready) => compact(header, ready))
    : compact(header, parts);
}

function compact(header: string, { iv, ciphertext, tag }: Omit<SealedParts, "header">): string {
  return `${header}..${iv}.${ciphertext}.${tag}`;
}

/**
 * Decrypts a token and checks its times.
 *
 * @throws {NextAuthTokenError} for a token that is malformed, changed, of another key, or expired.
 */
export function decodeToken(
  params: JWTDecodeParams & { readonly token: string },
): MaybePromise<Decoded> {
  const { token, secret, salt = "" } = params;
  const key = keyOf(secret, salt);
  const parts = splitSealed(token);
  if (parts === null) throw errors.invalidJwe();
  const begun = parts.header === HEADER ? null : decodeHeader(parts.header).begun;
  if (key instanceof Promise) {
    return key.then(async (ready) =>
      accepted(await ready.decrypt(parts.header, parts), begun, nowInSeconds()),
    );
  }
  const text = key.decrypt(parts.header, parts);
  return text instanceof Promise
    ? text.then((ready) => accepted(ready, begun, nowInSeconds()))
    : accepted(text, begun, nowInSeconds());
}

function accepted(text: string | null, begun: number | null, now: number): Decoded {
  if (text === null) throw errors.decryptionFailed();
  const claims = parseObject(text);
  if (claims === null) throw errors.invalidClaimsSet();
  const { iat, nbf, exp } = claims;
  if (iat !== undefined && typeof iat !== "number") throw errors.noNumber("iat");
  if (nbf !== undefined) {
    if (typeof nbf !== "number") throw errors.noNumber("nbf");
    if (nbf > now + TOLERANCE) throw errors.notYetValid();
  }
  if (exp !== undefined) {
    if (typeof exp !== "number") throw errors.noNumber("exp");
    if (exp <= now - TOLERANCE) throw errors.expired();
  }
  return { claims, begun };
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

function isPlainObject(value: unknown): boolean {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
