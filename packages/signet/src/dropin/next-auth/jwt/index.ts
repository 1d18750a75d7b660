/** `signet-auth/next-auth/jwt`: the session tokens of next-auth 4. */
export { decode, encode } from "./encode.ts";
export { NextAuthTokenError } from "./errors.ts";
export { type GetTokenParams, getToken } from "./get-token.ts";
export type { TokenRequest } from "./token-request.ts";
// A star, because only then a program can add members to JWT.
export * from "./types.ts";
