/** `signet-auth/next-auth/middleware`: `withAuth` for `proxy.ts` and `middleware.ts`. */
export type {
  NextAuthMiddlewareOptions,
  NextMiddlewareWithAuth,
  NextRequestWithAuth,
  WithAuthArgs,
} from "./types.ts";
// biome-ignore lint/style/noDefaultExport: `export { default } from` is how programs use it
export { withAuth as default, withAuth } from "./with-auth.ts";
