import { parseSetCookie } from "cookie";
import { type NextRequest, NextResponse } from "next/server.js";
import type { Guarding } from "../api.ts";
import { SignetError } from "../errors.ts";
import { isSafeMethod } from "../http/origin.ts";
import { signInAddress } from "../http/paths.ts";
import { problemOf, problemResponse } from "../http/problem.ts";
import { pathMatcher } from "./protect.ts";

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
    throw new SignetError(
      "invalid-config",
      "protect covers signInPath, so nobody could ever reach the sign-in page: narrow protect.",
    );
  }

  return async (request) => {
    const reading = await signet().read(request);
    const problem = problemOf(reading);
    if (problem === null) {
      // An unsafe request may be about to sign out: its own guard renews, or does not.
      const renewable = isSafeMethod(request.method);
      return pass(request, renewable ? await signet().renew(request, reading) : []);
    }
    if (!isProtected(request.nextUrl.pathname)) return NextResponse.next();
    const toSignIn = problem === "no-credential" || problem === "bad-credential";
    if (!toSignIn || signInPath === null || !isSafeMethod(request.method)) {
      return problemResponse(problem);
    }
    const { pathname, search, basePath } = request.nextUrl;
    const address = new URL(basePath + signInAddress(signInPath, pathname + search), request.url);
    const redirect = NextResponse.redirect(address);
    redirect.headers.set("cache-control", "no-store");
    return redirect;
  };
}

/** Lets a request through, with the renewed cookie for the page as well as for the browser. */
function pass(request: NextRequest, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return NextResponse.next();
  const cookies = setCookies.map((text) => parseSetCookie(text, { decode: (raw) => raw }));
  for (const { name, value = "" } of cookies) request.cookies.set(name, value);
  const response = NextResponse.next({ request });
  for (const { name, value = "", ...attributes } of cookies) {
    response.cookies.set(name, value, attributes);
  }
  response.headers.set("cache-control", "no-store");
  return response;
}
