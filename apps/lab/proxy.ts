import { type NextRequest, NextResponse } from "next/server";
import { mailboxIn, newMailboxCookie } from "./lib/accounts/mailbox-cookie";
import { databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "./lib/auth";
import { isMissing } from "./lib/practice/content/addresses";
import { practiceAddresses } from "./lib/practice/content/practice-addresses";
import { isPracticePath } from "./lib/practice/practice-path";
import { contentSecurityPolicy } from "./lib/server/content-security-policy";
import { isStrategyName } from "./lib/strategies";

const proxies = {
  jwt: jwtAuth.proxy({ protect: ["/jwt/dashboard/:path*", "/jwt/account"] }),
  sealed: sealedAuth.proxy({ protect: ["/sealed/dashboard/:path*", "/sealed/account"] }),
  database: databaseAuth.proxy({
    protect: ["/database/dashboard/:path*", "/database/devices/:path*", "/database/account"],
  }),
  hybrid: hybridAuth.proxy({
    protect: ["/hybrid/dashboard/:path*", "/hybrid/devices/:path*", "/hybrid/account"],
  }),
};

export async function proxy(request: NextRequest): Promise<Response> {
  const policy = contentSecurityPolicy(request.nextUrl.pathname);
  // Next.js reads the nonce from this header and sets it on its scripts.
  request.headers.set("content-security-policy", policy);
  const response = await answer(request);
  response.headers.set("content-security-policy", policy);
  giveMailbox(request, response);
  return response;
}

/** Gives the browser a mailbox on the pages that send mails, and on the page that shows them. */
function giveMailbox(request: NextRequest, response: Response): void {
  if (!/^\/(?:mailbox|[a-z]+\/(?:sign-in|password|account))$/.test(request.nextUrl.pathname))
    return;
  if (mailboxIn(request.headers, request.cookies) !== null) return;
  response.headers.append("set-cookie", newMailboxCookie(request.headers));
}

async function answer(request: NextRequest): Promise<Response> {
  const response = await guard(request);
  if (response.status !== 503) return response;
  const page = new URL("/unavailable", request.url);
  const headers = { "retry-after": response.headers.get("retry-after") ?? "5" };
  return NextResponse.rewrite(page, { request, status: 503, headers });
}

async function guard(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  if (isPracticePath(pathname) && isMissing(pathname, practiceAddresses())) {
    // No route has this address. `notFound()` in a page shows the 404 page only to browsers that run JavaScript.
    return NextResponse.rewrite(new URL("/404", request.url), { request });
  }
  const [, first] = pathname.split("/");
  // The practice keeps its progress in hybrid sessions, so its pages renew them.
  const strategy = first === "practice" ? "hybrid" : first;
  return isStrategyName(strategy) ? proxies[strategy](request) : NextResponse.next({ request });
}

export const config = { matcher: ["/((?!api/|_next/|engine/|icon.svg).*)"] };
