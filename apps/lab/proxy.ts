import type { NextRequest } from "next/server";
import { databaseAuth, jwtAuth } from "./lib/auth";

const jwtProxy = jwtAuth.proxy({ protect: ["/jwt/dashboard/:path*"] });
const databaseProxy = databaseAuth.proxy({
  protect: ["/database/dashboard/:path*", "/database/devices/:path*"],
});

export function proxy(request: NextRequest): Promise<Response> {
  return request.nextUrl.pathname.startsWith("/jwt") ? jwtProxy(request) : databaseProxy(request);
}

export const config = { matcher: ["/jwt/:path*", "/database/:path*"] };
