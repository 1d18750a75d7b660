import type { NextFetchEvent, NextMiddleware, NextRequest } from "next/server.js";
import type { Awaitable } from "../awaitable.ts";
import type { JWT, JWTOptions } from "../jwt/types.ts";
import type { CookieOption, PagesOptions, SessionOptions } from "../types.ts";

export interface NextAuthMiddlewareOptions {
  /** The same pages as in the options of `NextAuth`. */
  pages?: Partial<PagesOptions> | undefined;
  /** Another name of the session cookie. */
  cookies?: { sessionToken?: Omit<CookieOption, "options"> | undefined } | undefined;
  jwt?: Partial<Pick<JWTOptions, "decode">> | undefined;
  callbacks?:
    | {
        /** Decides whether a request may continue. Default: with a valid token. */
        authorized?:
          | ((params: { token: JWT | null; req: NextRequest }) => Awaitable<boolean>)
          | undefined;
      }
    | undefined;
  /** Default: `NEXTAUTH_SECRET`, or else `AUTH_SECRET`. */
  secret?: string | undefined;
  /** The option `session` of `NextAuth`, when its `strategy` is one of `signet-auth/next`. */
  session?: Partial<SessionOptions> | undefined;
}

export interface NextRequestWithAuth extends NextRequest {
  nextauth: { token: JWT | null };
}

/** The result of a proxy: a response, or nothing to continue. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function without a return statement is allowed
export type MiddlewareResult = ReturnType<NextMiddleware> | void;

export type NextMiddlewareWithAuth = (
  request: NextRequestWithAuth,
  event: NextFetchEvent,
) => MiddlewareResult | Promise<MiddlewareResult>;

export type WithAuthArgs =
  | [NextRequestWithAuth]
  | [NextRequestWithAuth, NextFetchEvent]
  | [NextRequestWithAuth, NextAuthMiddlewareOptions]
  | [NextMiddlewareWithAuth]
  | [NextMiddlewareWithAuth, NextAuthMiddlewareOptions]
  | [NextAuthMiddlewareOptions]
  | [];
