/** `signet-auth/next-auth/next`: `getServerSession` under the address of next-auth 4. */
export {
  type GetServerSessionOptions,
  getServerSession,
  unstable_getServerSession,
} from "./server/get-server-session.ts";
// biome-ignore lint/style/noDefaultExport: next-auth 4 exports it here too
export { NextAuth as default } from "./server/next-auth.ts";
