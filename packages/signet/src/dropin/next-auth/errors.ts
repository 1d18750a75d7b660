/** The codes of {@link UnsupportedOptionError}. */
export type UnsupportedOptionCode =
  | "UNSUPPORTED_PROVIDER"
  | "UNSUPPORTED_STRATEGY"
  | "UNSUPPORTED_COOKIE_OPTION";

/**
 * Thrown for options of next-auth 4 that `signet-auth/next-auth` does not support, such as a provider of
 * OAuth 1, or the strategy `"database"` without an adapter. The message says what to use, or when to stay
 * with next-auth.
 *
 * @example
 * ```ts
 * import NextAuth, { UnsupportedOptionError, type NextAuthOptions } from "signet-auth/next-auth";
 * declare const authOptions: NextAuthOptions;
 *
 * try {
 *   NextAuth(authOptions);
 * } catch (error) {
 *   if (error instanceof UnsupportedOptionError) console.error(error.code, error.message);
 * }
 * ```
 */
export class UnsupportedOptionError extends Error {
  override readonly name: string = "UnsupportedOptionError";
  readonly code: UnsupportedOptionCode;

  constructor(code: UnsupportedOptionCode, message: string) {
    super(message);
    this.code = code;
  }
}
