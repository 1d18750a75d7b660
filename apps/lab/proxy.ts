import { type NextRequest, NextResponse } from "next/server";
import { databaseAuth, jwtAuth } from "./lib/auth";
import { contentSecurityPolicy } from "./lib/content-security-policy";

const jwtProxy = jwtAuth.proxy({ protect: ["/jwt/dashboard/:path*"] });
const databaseProxy = databaseAuth.proxy({
  protect: ["/database/dashboard/:path*", "/database/devices/:path*"],
});

export async function proxy(request: NextRequest): Promise<Response> {
  const policy = contentSecurityPolicy();
  // Next reads the nonce from here and puts it on its scripts.
  request.headers.set("content-security-policy", policy);
  const response = await answer(request);
  response.headers.set("content-security-policy", policy);
  return response;
}

async function answer(request: NextRequest): Promise<Response> {
  const guarded = await ask(request);
  if (guarded === null) return NextResponse.next({ request });
  if (guarded.status === 503) {
    const page = new URL("/unavailable", request.url);
    const headers = { "retry-after": guarded.headers.get("retry-after") ?? "5" };
    return NextResponse.rewrite(page, { request, status: 503, headers });
  }
  if (guarded.status !== 200) return guarded;
  const passed = NextResponse.next({ request });
  for (const cookie of guarded.headers.getSetCookie()) passed.headers.append("set-cookie", cookie);
  return passed;
}

/** What the side's own proxy says. A form's action guards itself, and answers as a page does. */
async function ask(request: NextRequest): Promise<Response | null> {
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/jwt/")) return jwtProxy(request);
  if (pathname.startsWith("/database/")) return databaseProxy(request);
  return null;
}

export const config = { matcher: ["/((?!api/|_next/|icon.svg).*)"] };
