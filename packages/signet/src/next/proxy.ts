import { parseSetCookie } from "cookie";
import { type NextRequest, NextResponse } from "next/server.js";
import type { Guarding } from "../engine/api.ts";
import { invalidConfig } from "../errors.ts";
import { changesIn, withCookies } from "../http/cookie-header.ts";
import { problemOf, problemResponse } from "../http/problem.ts";
import { isPageRequest, problemPage } from "../http/problem-page.ts";
import { signInAddress } from "../http/return-path.ts";
import { isSafeMethod } from "../http/sender.ts";
import { PATH_HEADER } from "./current-page.ts";
import { pathMatcher } from "./path-matcher.ts";

/** The options of `auth.proxy`. */
export interface ProxyOptions {
  /**
   * The paths that need a session, such as `"/account"`, `"/team/:id"` or `"/dashboard/:path*"`:
   * `:id` matches one segment, and `:path*` at the end matches any number of segments. This is not a
   * security boundary: guard each page, action and route as well.
   */
  readonly protect: readonly string[];
}

/** The function that `proxy.ts` exports. */
export type ProxyFunction = (request: NextRequest) => Promise<Response>;

/**
 * Creates the function for `proxy.ts`. The function redirects visitors without a session to the
 * sign-in page. It also renews sessions, and both the page and the browser receive the new
 * credential.
 *
 * @throws {SignetError} `invalid-config` for an invalid pattern, or a pattern that covers
 *   `signInPath`.
 */
export function createProxy<Data extends object>(
  signet: () => Guarding<Data>,
  signInPath: string | null,
  { protect }: ProxyOptions,
): ProxyFunction {
  const isProtected = pathMatcher(protect);
  if (signInPath !== null && isProtected(signInPath.split("?", 1)[0] ?? signInPath)) {
    throw invalidConfig(
      `protect covers signInPath (${signInPath}), so no visitor without a session could reach the sign-in page. Use narrower paths in protect.`,
    );
  }

  return async (request) => {
    const { pathname, search } = request.nextUrl;
    request.headers.set(PATH_HEADER, pathname + search);
    // Unsafe methods are left to the guards: an action redirects to the sign-in page itself, and a
    // request that signs out must not receive a renewed cookie.
    if (!isSafeMethod(request.method)) return withNoStore(NextResponse.next({ request }));
    const reading = await signet().read(request);
    const problem = problemOf(reading);
    if (problem === null) return continueRenewed(request, await signet().renew(request, reading));
    if (!isProtected(pathname)) return NextResponse.next({ request });
    const toSignIn = problem === "no-credential" || problem === "bad-credential";
    if (toSignIn && signInPath !== null) return signInRedirect(request, signInPath);
    return isPageRequest(request.headers) ? problemPage(problem) : problemResponse(problem);
  };
}

function signInRedirect({ nextUrl, url }: NextRequest, signInPath: string): Response {
  const { pathname, search, basePath } = nextUrl;
  const address = signInAddress(signInPath, pathname + search);
  const redirect = NextResponse.redirect(new URL(basePath + address, url));
  return withNoStore(redirect);
}

/**
 * Forbids caches to store a response. Next keeps this header on the response of the page or route
 * after the proxy, which may sign a user in or out.
 */
function withNoStore(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}

/**
 * Continues a request with the renewed cookies, for the page and for the browser. Headers that other
 * code in `proxy.ts` added to the request stay. The Cookie header is edited as text, because Next's
 * `cookies` API would encode the cookies of the app again.
 */
function continueRenewed(request: NextRequest, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return NextResponse.next({ request });
  const headers = new Headers(request.headers);
  headers.set("cookie", withCookies(headers.get("cookie") ?? "", changesIn(setCookies)));
  const response = NextResponse.next({ request: { headers } });
  for (const text of setCookies) {
    const { name, value = "", ...attributes } = parseSetCookie(text, { decode: (raw) => raw });
    response.cookies.set(name, value, attributes);
  }
  return withNoStore(response);
}
