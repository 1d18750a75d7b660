import { auth } from "./auth";

export const proxy = auth.proxy({ protect: ["/dashboard/:path*", "/account", "/devices"] });
