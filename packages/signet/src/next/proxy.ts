import { parseSetCookie } from "cookie";
import { type NextRequest, NextResponse } from "next/server.js";
import type { Guarding } from "../engine/api.ts";
import { invalidConfig } from "../errors.ts";
import { changesIn, withCookies } from "../http/cookie-header.ts";
import { isSafeMethod } from "../http/origin.ts";
import { signInAddress } from "../http/paths.ts";
import { problemOf, problemResponse } from "../http/problem.ts";
import { isForAPerson, problemPage } from "../http/problem-page.ts";
import { PATH_HEADER } from "./current-page.ts";
import { pathMatcher } from "./path-matcher.ts";

export interface ProxyOptions {
  /**
   * Paths to keep visitors without a session away from: `"/account"`, `"/team/:id"`,
   * `"/dashboard/:path*"`. A convenience and never the boundary: guard each page, action and route
   * as well.
   */
  readonly protect: readonly string[];
}

export type ProxyFunction = (request: NextRequest) => Promise<Response>;

/**
 * A function for `proxy.ts`: sends visitors without a session to sign in and back, and renews
 * sessions, so that the page behind it and the browser both get the fresh credential.
 */
export function makeProxy<Data extends object>(
  signet: () => Guarding<Data>,
  signInPath: string | null,
  { protect }: ProxyOptions,
): ProxyFunction {
  const isProtected = pathMatcher(protect);
  if (signInPath !== null && isProtected(signInPath.split("?", 1)[0] ?? signInPath)) {
    throw invalidConfig(
      "protect covers signInPath, so nobody could ever reach the sign-in page: narrow protect.",
    );
  }

  return async (request) => {
    const { pathname, search } = request.nextUrl;
    request.headers.set(PATH_HEADER, pathname + search);
    // What may change something is its guard's: an action leaves for the sign-in page by itself,
    // and a request that signs out must not be handed a renewed cookie.
    if (!isSafeMethod(request.method)) return notStored(NextResponse.next({ request }));
    const reading = await signet().read(request);
    const problem = problemOf(reading);
    if (problem === null) return pass(request, await signet().renew(request, reading));
    if (!isProtected(pathname)) return NextResponse.next({ request });
    const toSignIn = problem === "no-credential" || problem === "bad-credential";
    if (toSignIn && signInPath !== null) return signInRedirect(request, signInPath);
    return isForAPerson(request.headers) ? problemPage(problem) : problemResponse(problem);
  };
}

function signInRedirect({ nextUrl, url }: NextRequest, signInPath: string): Response {
  const { pathname, search, basePath } = nextUrl;
  const address = signInAddress(signInPath, pathname + search);
  const redirect = NextResponse.redirect(new URL(basePath + address, url));
  return notStored(redirect);
}

/** Also what a handler behind it answers, which may sign in or out: Next keeps the header from here. */
function notStored(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}

/**
 * Lets a request through, with the renewed cookie for the page as well as for the browser, and with
 * whatever headers another part of `proxy.ts` has put on it. The app's own cookies stay as they were
 * sent: Next's jars would write them anew.
 */
function pass(request: NextRequest, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return NextResponse.next({ request });
  const headers = new Headers(request.headers);
  headers.set("cookie", withCookies(headers.get("cookie") ?? "", changesIn(setCookies)));
  const response = NextResponse.next({ request: { headers } });
  for (const text of setCookies) {
    const { name, value = "", ...attributes } = parseSetCookie(text, { decode: (raw) => raw });
    response.cookies.set(name, value, attributes);
  }
  return notStored(response);
}
