/** Replaces Next's `headers()` and `cookies()` in tests. */
import { createRequire } from "node:module";
import { NextRequest } from "next/server.js";

/** The request that the functions show. */
export const current: { headers: Headers } = { headers: new Headers() };

export const nextHeaders: {
  readonly headers: () => Promise<Headers>;
  readonly cookies: () => Promise<NextRequest["cookies"]>;
} = {
  headers: async () => current.headers,
  cookies: async () => new NextRequest("http://localhost/", { headers: current.headers }).cookies,
};

// next-auth requires the module at each call, so it gets these functions.
Object.assign(createRequire(import.meta.url)("next/headers"), nextHeaders);
