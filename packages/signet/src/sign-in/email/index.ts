import type { SignInMethod } from "../method.ts";
import { signInService } from "../service/index.ts";
import {
  codeOperations,
  type EmailCodeOperations,
  type EmailLinkOperations,
  linkOperations,
} from "./operations.ts";
import { type EmailCodeOptions, type EmailLinkOptions, mailOptions, mailSetup } from "./setup.ts";

export type { Mail, SendMail } from "../contract/mail.ts";
export type { EmailCodeOperations, EmailLinkOperations } from "./operations.ts";
export type { EmailCodeOptions, EmailLinkOptions } from "./setup.ts";

/**
 * Signs users in by a link in a mail. The same mail has a code of six digits for another device. A person
 * who opens the link in the browser that asked presses a button and is signed in; any other browser shows
 * the code, and never signs in. Link and code count once, for 10 minutes at most.
 *
 * @throws {SignetError} `invalid-config` for options that cannot be used.
 *
 * @example
 * ```ts
 * import { emailLink, type Mail } from "signet-auth/sign-in/email";
 * declare function deliver(to: string, subject: string, text: string): Promise<void>;
 *
 * const email = emailLink({
 *   send: ({ to, url, code, appName }: Mail) => deliver(to, appName, `${url}\n\nYour code: ${code}`),
 * });
 * ```
 */
export function emailLink(options: EmailLinkOptions): SignInMethod<EmailLinkOperations> {
  const checked = mailOptions(options, true);
  return {
    kind: "email-link",
    role: "first",
    authenticator: null,
    takes: () => true,
    prepare: (setting) => linkOperations(mailSetup(checked, setting)),
    service: signInService,
  };
}

/**
 * Signs users in by a code of six digits in a mail, without a link. A person types the code in the browser
 * that asked. A code counts once, for 10 minutes at most, and takes five attempts.
 *
 * @throws {SignetError} `invalid-config` for options that cannot be used.
 *
 * @example
 * ```ts
 * import { emailCode, type Mail } from "signet-auth/sign-in/email";
 * declare function deliver(to: string, subject: string, text: string): Promise<void>;
 *
 * const email = emailCode({
 *   send: ({ to, code, appName }: Mail) => deliver(to, appName, `Your code: ${code}`),
 * });
 * ```
 */
export function emailCode(options: EmailCodeOptions): SignInMethod<EmailCodeOperations> {
  const checked = mailOptions(options, false);
  return {
    kind: "email-code",
    role: "first",
    authenticator: null,
    takes: () => true,
    prepare: (setting) => codeOperations(mailSetup(checked, setting)),
    service: signInService,
  };
}
