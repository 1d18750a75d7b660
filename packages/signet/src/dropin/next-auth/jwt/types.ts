import type { Awaitable } from "../awaitable.ts";

/** The claims that a token of a sign-in has. */
export interface DefaultJWT extends Record<string, unknown> {
  name?: string | null | undefined;
  email?: string | null | undefined;
  picture?: string | null | undefined;
  sub?: string | undefined;
}

/**
 * The content of a session token. Add members with
 * `declare module "signet-auth/next-auth/jwt" { interface JWT { … } }`.
 */
export interface JWT extends Record<string, unknown>, DefaultJWT {}

export type Secret = string | Uint8Array;

export interface JWTEncodeParams {
  token?: JWT | undefined;
  /** The name of the cookie for a token that is no session token. Each salt has its own key. */
  salt?: string | undefined;
  secret: Secret;
  /** The lifetime in seconds. Default: 30 days. */
  maxAge?: number | undefined;
}

export interface JWTDecodeParams {
  token?: string | undefined;
  salt?: string | undefined;
  secret: Secret;
}

export interface JWTOptions {
  /** Default: the option `secret`. */
  secret: Secret;
  /** The lifetime of a token in seconds. Default: `session.maxAge`. */
  maxAge: number;
  encode: (params: JWTEncodeParams) => Awaitable<string>;
  decode: (params: JWTDecodeParams) => Awaitable<JWT | null>;
}
