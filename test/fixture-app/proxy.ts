import { auth } from "./lib/auth";

export const proxy = auth.proxy({ protect: ["/private/:path*", "/form", "/recent", "/p/private"] });

export const config = { matcher: ["/((?!_next/static|favicon.ico|(?:p/|api/p/)?unproxied).*)"] };
