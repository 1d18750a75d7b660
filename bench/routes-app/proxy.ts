import { type NextRequest, NextResponse } from "next/server";
import { signetJwt } from "./lib/signet.ts";

const signet = signetJwt.proxy({ protect: ["/proxied/signet-jwt"] });

/** Two proxies by path: one that passes all requests, and ours. */
export const proxy = (request: NextRequest) =>
  request.nextUrl.pathname === "/proxied/signet-jwt" ? signet(request) : NextResponse.next();

export const config = { matcher: ["/proxied/:path*"] };
