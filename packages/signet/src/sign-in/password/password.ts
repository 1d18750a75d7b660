import type { SignInMethod } from "../method.ts";
import { type PasswordOperations, passwordMethod } from "./method.ts";
import { type PasswordOptions, parseOptions } from "./options.ts";

/**
 * Creates the sign-in with an e-mail address and a password. Passwords are hashed with argon2id. Needs the
 * packages `@node-rs/argon2` and `@zxcvbn-ts/language-common`.
 *
 * Without the option `send` nobody can prove an address or reset a password, and sign-up reveals whether
 * an address has an account.
 *
 * @throws {SignetError} `invalid-config` for a wrong option.
 * @example
 * ```ts
 * import { password } from "signet-auth/sign-in/password";
 * declare function queueMail(to: string, subject: string, text: string): Promise<void>;
 *
 * export const method = password({
 *   send: ({ to, kind, url, appName }) => queueMail(to, `${appName}: ${kind}`, url ?? ""),
 * });
 * ```
 */
export function password(options: PasswordOptions = {}): SignInMethod<PasswordOperations> {
  return passwordMethod(parseOptions(options));
}
