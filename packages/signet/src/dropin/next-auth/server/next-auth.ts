import type { NextRequest } from "next/server.js";
import { checkOptions } from "../core/options-check.ts";
import type { AuthOptions } from "../types.ts";
import { handleApi } from "./api-handler.ts";
import type { ApiRequest, ApiResponse } from "./api-types.ts";
import { handleRoute, type RouteHandlerContext } from "./route-handler.ts";

/** The handler of the routes, for the Pages Router and for Route Handlers. */
export interface NextAuthHandler {
  (req: NextRequest, context: RouteHandlerContext): Promise<Response>;
  (req: ApiRequest, res: ApiResponse): Promise<void>;
}

/**
 * Creates the handler of the routes under `/api/auth`: for `pages/api/auth/[...nextauth].ts` as its
 * default export, and for `app/api/auth/[...nextauth]/route.ts` as `GET` and `POST`. With a request it
 * responds at once, so the options may depend on the request.
 *
 * @throws {UnsupportedOptionError} for options that this package does not support, such as a provider of
 *   OAuth 1.
 * @example
 * ```ts
 * import NextAuth, { type NextAuthOptions } from "signet-auth/next-auth";
 * declare const authOptions: NextAuthOptions;
 *
 * const handler = NextAuth(authOptions);
 * export { handler as GET, handler as POST };
 * ```
 */
export function NextAuth(options: AuthOptions): NextAuthHandler;
export function NextAuth(req: ApiRequest, res: ApiResponse, options: AuthOptions): Promise<void>;
export function NextAuth(
  req: NextRequest,
  context: RouteHandlerContext,
  options: AuthOptions,
): Promise<Response>;
export function NextAuth(
  ...args: [AuthOptions] | [...Parameters<typeof dispatch>]
): NextAuthHandler | Promise<unknown> {
  if (args.length > 1) return dispatch(...(args as Parameters<typeof dispatch>));
  const [options] = args as [AuthOptions];
  checkOptions(options);
  const handler = (req: NextRequest | ApiRequest, second: Second) => dispatch(req, second, options);
  return handler as NextAuthHandler;
}

type Second = RouteHandlerContext | ApiResponse;

/** Distinguishes the two routers by the second argument. */
async function dispatch(
  req: NextRequest | ApiRequest,
  second: Second,
  options: AuthOptions,
): Promise<unknown> {
  checkOptions(options);
  return "params" in second && second.params
    ? handleRoute(req as NextRequest, second, options)
    : handleApi(req as ApiRequest, second as ApiResponse, options);
}
