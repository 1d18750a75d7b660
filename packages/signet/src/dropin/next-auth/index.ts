/**
 * `signet-auth/next-auth`: a replacement for the sessions of next-auth 4. docs/from-next-auth.md lists
 * the differences.
 */
export { type UnsupportedOptionCode, UnsupportedOptionError } from "./errors.ts";
export {
  type GetServerSessionOptions,
  getServerSession,
  unstable_getServerSession,
} from "./server/get-server-session.ts";
// biome-ignore lint/style/noDefaultExport: `import NextAuth from` is how programs import next-auth
export { NextAuth as default, type NextAuthHandler } from "./server/next-auth.ts";
export { type SessionsOf, sessionsOf } from "./server/sessions-of.ts";
// A star, because only then a program can add members to Session and User.
export * from "./types.ts";
