import { type NextFetchEvent, type NextRequest, NextResponse } from "next/server.js";
import { isStoreUnavailable } from "../../../errors.ts";
import { inDevelopment, warnOnce } from "../../../warn.ts";
import { loggerOf } from "../core/logger.ts";
import { configuredSecret, configuredUrl } from "../environment.ts";
import { getToken } from "../jwt/get-token.ts";
import type { JWT } from "../jwt/types.ts";
import { isEngineCookie } from "../keeper/engine.ts";
import { parseUrl } from "../url.ts";
import type {
  MiddlewareResult,
  NextAuthMiddlewareOptions,
  NextMiddlewareWithAuth,
  NextRequestWithAuth,
  WithAuthArgs,
} from "./types.ts";

/** The paths that never need a session. */
const PUBLIC_PATHS = ["/_next", "/favicon.ico"];

/**
 * Redirects visitors without a valid session token to the sign-in page. For `proxy.ts` and
 * `middleware.ts`; `config.matcher` there chooses the paths. A function gets the token as
 * `req.nextauth.token`. It decides by the token alone, so guard pages and routes with
 * `getServerSession` too.
 * It responds with 503 when the store of `session.strategy` does not answer.
 *
 * @example
 * ```ts
 * import { withAuth } from "signet-auth/next-auth/middleware";
 *
 * export default withAuth({ callbacks: { authorized: ({ token }) => token?.["role"] === "admin" } });
 * export const config = { matcher: ["/admin"] };
 * ```
 */
export function withAuth(): ReturnType<NextMiddlewareWithAuth>;
export function withAuth(req: NextRequestWithAuth): ReturnType<NextMiddlewareWithAuth>;
export function withAuth(
  req: NextRequestWithAuth,
  event: NextFetchEvent,
): ReturnType<NextMiddlewareWithAuth>;
export function withAuth(
  req: NextRequestWithAuth,
  options: NextAuthMiddlewareOptions,
): ReturnType<NextMiddlewareWithAuth>;
export function withAuth(
  middleware: NextMiddlewareWithAuth,
  options: NextAuthMiddlewareOptions,
): NextMiddlewareWithAuth;
export function withAuth(middleware: NextMiddlewareWithAuth): NextMiddlewareWithAuth;
export function withAuth(options: NextAuthMiddlewareOptions): NextMiddlewareWithAuth;
export function withAuth(
  ...args: WithAuthArgs
): ReturnType<NextMiddlewareWithAuth> | NextMiddlewareWithAuth {
  const [first, second] = args;
  if (first === undefined)
    throw new TypeError("withAuth() needs a request, options or a function.");
  if (typeof first === "function") {
    const options = second as NextAuthMiddlewareOptions | undefined;
    return async (request, event) =>
      guard(request, options, async (token) => {
        request.nextauth = { token };
        return first(request, event);
      });
  }
  if (isRequest(first)) {
    const isOptions = second !== undefined && !("waitUntil" in second);
    return guard(first, isOptions ? second : undefined);
  }
  return async (request) => guard(request, first);
}

function isRequest(
  value: NextRequestWithAuth | NextAuthMiddlewareOptions,
): value is NextRequestWithAuth {
  return value instanceof Request || "nextUrl" in value;
}

async function guard(
  req: NextRequest,
  options: NextAuthMiddlewareOptions | undefined,
  onSuccess?: (token: JWT | null) => Promise<MiddlewareResult>,
): Promise<MiddlewareResult> {
  const { pathname, search, origin, basePath } = req.nextUrl;
  const signInPage = options?.pages?.signIn ?? "/api/auth/signin";
  const errorPage = options?.pages?.error ?? "/api/auth/error";
  const isPublic =
    isWithin(`${basePath}${pathname}`, parseUrl(configuredUrl()).path) ||
    [signInPage, errorPage].includes(pathname) ||
    PUBLIC_PATHS.some((path) => isWithin(pathname, path));
  if (isPublic) return;

  const secret = options?.secret ?? configuredSecret();
  if (!secret) {
    loggerOf({}).error("NO_SECRET", new Error("Please define a `secret`."));
    const errorUrl = new URL(`${basePath}${errorPage}`, origin);
    errorUrl.searchParams.append("error", "Configuration");
    return NextResponse.redirect(errorUrl);
  }

  const token = await tokenOrOutage(req, options, secret);
  if (token === "outage") return unavailable();
  if (token === null && options?.session === undefined) warnOfStrategyCookie(req);
  const isAuthorized = (await options?.callbacks?.authorized?.({ req, token })) ?? !!token;
  if (isAuthorized) return onSuccess?.(token);
  const signInUrl = new URL(`${basePath}${signInPage}`, origin);
  signInUrl.searchParams.append("callbackUrl", `${basePath}${pathname}${search}`);
  return NextResponse.redirect(signInUrl);
}

/** Returns the token of a request, or "outage" when the store of the sessions does not answer. */
async function tokenOrOutage(
  req: NextRequest,
  options: NextAuthMiddlewareOptions | undefined,
  secret: string,
): Promise<JWT | null | "outage"> {
  try {
    return await getToken({
      req,
      decode: options?.jwt?.decode,
      cookieName: options?.cookies?.sessionToken?.name,
      secret,
      session: options?.session,
    });
  } catch (error) {
    if (isStoreUnavailable(error)) return "outage";
    throw error;
  }
}

/** Responds while it is unknown whether the session is live. The visitor is not asked to sign in. */
function unavailable(): NextResponse {
  const headers = { "Retry-After": "1", "Cache-Control": "no-store" };
  return new NextResponse("The sessions are not available at the moment. Try again.", {
    status: 503,
    headers,
  });
}

/** Warns in development when the request has the cookie of a strategy that withAuth does not know. */
function warnOfStrategyCookie({ cookies }: NextRequest): void {
  if (!inDevelopment() || !cookies.getAll().some(({ name }) => isEngineCookie(name))) return;
  warnOnce(
    "next-auth-middleware-session",
    "withAuth() got a session cookie of a strategy of signet-auth/next, which it cannot read without the strategy. Pass the option session of NextAuth: withAuth({ session: authOptions.session }).",
  );
}

/** Checks whether a path is a given one, or lies below it. */
function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}
