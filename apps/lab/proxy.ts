import { type NextRequest, NextResponse } from "next/server";
import { databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "./lib/auth";
import { contentSecurityPolicy } from "./lib/server/content-security-policy";
import { isStrategyName } from "./lib/strategies";

const proxies = {
  jwt: jwtAuth.proxy({ protect: ["/jwt/dashboard/:path*"] }),
  sealed: sealedAuth.proxy({ protect: ["/sealed/dashboard/:path*"] }),
  database: databaseAuth.proxy({
    protect: ["/database/dashboard/:path*", "/database/devices/:path*"],
  }),
  hybrid: hybridAuth.proxy({
    protect: ["/hybrid/dashboard/:path*", "/hybrid/devices/:path*"],
  }),
};

export async function proxy(request: NextRequest): Promise<Response> {
  const policy = contentSecurityPolicy();
  // Next.js reads the nonce from this header and sets it on its scripts.
  request.headers.set("content-security-policy", policy);
  const response = await answer(request);
  response.headers.set("content-security-policy", policy);
  return response;
}

async function answer(request: NextRequest): Promise<Response> {
  const response = await guard(request);
  if (response.status !== 503) return response;
  const page = new URL("/unavailable", request.url);
  const headers = { "retry-after": response.headers.get("retry-after") ?? "5" };
  return NextResponse.rewrite(page, { request, status: 503, headers });
}

async function guard(request: NextRequest): Promise<Response> {
  const [, first] = request.nextUrl.pathname.split("/");
  // The practice keeps its progress in hybrid sessions, so its pages renew them.
  const strategy = first === "practice" ? "hybrid" : first;
  return isStrategyName(strategy) ? proxies[strategy](request) : NextResponse.next({ request });
}

export const config = { matcher: ["/((?!api/|_next/|icon.svg).*)"] };
