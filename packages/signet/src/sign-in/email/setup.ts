import type { Duration } from "../../duration.ts";
import { invalidConfig } from "../../errors.ts";
import { returnPath } from "../../http/return-path.ts";
import { durationOption, type Given, ownOptions, textOption } from "../../options.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import type { SendMail } from "../contract/mail.ts";
import type { MethodSetting, OperationContext } from "../contract/operation.ts";

/** The longest life of a link or a code (ASVS 5.0, 6.5.5); milliseconds. */
const LONGEST_LIFETIME = 600_000;

/** The options of `emailCode()`. */
export interface EmailCodeOptions {
  /** Sends a mail. Reject when it was not sent. */
  readonly send: SendMail;
  /** How long a mail counts. Default and most: 10 minutes. */
  readonly lifetime?: Duration;
}

/** The options of `emailLink()`. */
export interface EmailLinkOptions extends EmailCodeOptions {
  /**
   * The path of a page of the application that opens instead of the built-in one, such as
   * `"/sign-in/confirm"`. It gets `?token=…` and must post the token to the operation `confirm` when the
   * person presses a button: never at once, because mail scanners open links.
   */
  readonly page?: string;
}

/** The checked options with the setting of the application. */
export interface MailSetup {
  readonly send: SendMail;
  /** Milliseconds. */
  readonly lifetime: number;
  readonly keys: EngineKeys;
  readonly appName: string;
  /** Whether an address without a user may become one. */
  readonly signUp: "open" | "closed";
  /** Returns the link of a mail; `null` for mails without a link. */
  linkOf(context: OperationContext, token: string): string | null;
}

/** The checked options. */
export interface MailOptions {
  readonly send: SendMail;
  readonly lifetime: number;
  readonly link: { readonly page: string | null } | null;
}

/**
 * Checks the options of a maker.
 *
 * @throws {SignetError} `invalid-config`.
 */
export function mailOptions(options: unknown, withLink: boolean): MailOptions {
  const given = ownOptions(options, ["send", "lifetime", ...(withLink ? ["page"] : [])]);
  const lifetime = durationOption(given, "lifetime") ?? LONGEST_LIFETIME;
  if (lifetime > LONGEST_LIFETIME) {
    throw invalidConfig(
      "lifetime is longer than 10 minutes, the most for a link or a code in a mail (ASVS 5.0, 6.5.5). Give a shorter one, or leave it out.",
    );
  }
  const { send } = given;
  if (!isSend(send)) {
    throw invalidConfig(
      "send is missing, so no mail can be sent. Give a function that takes a mail and returns a promise.",
    );
  }
  return { send, lifetime, link: withLink ? { page: pageOption(given) } : null };
}

export function mailSetup(
  { send, lifetime, link }: MailOptions,
  { keys, appName, signUp }: MethodSetting,
): MailSetup {
  return {
    send,
    lifetime,
    keys,
    appName,
    signUp,
    linkOf(context, token) {
      if (link === null) return null;
      const page = link.page === null ? context.endpoint("callback") : context.origin + link.page;
      const url = new URL(page);
      url.searchParams.set("token", token);
      return url.href;
    },
  };
}

function pageOption(given: Given): string | null {
  const page = textOption(given, "page");
  if (page === null) return null;
  if (returnPath(page, "") !== page) {
    throw invalidConfig('page must be a path of this site, such as "/sign-in/confirm".');
  }
  return page;
}

function isSend(value: unknown): value is SendMail {
  return typeof value === "function";
}
