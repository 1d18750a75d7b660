import { invalidConfig } from "../../errors.ts";
import { countOption, ownOptions, textOption, textsOption } from "../../options.ts";
import type { SendMail } from "../contract/mail.ts";
import { type Argon2Cost, parseCost } from "./hash/argon2.ts";

/** Options of `password()`. */
export interface PasswordOptions {
  /**
   * Sends a mail. With it sign-up verifies the address first and never reveals whether an address has an
   * account, and users can reset a forgotten password. Do not wait for the delivery in it.
   */
  readonly send?: SendMail;
  /**
   * The fewest characters of a new password, 8 to 64. Default: 15, or 8 under
   * `secondFactor: "required"` (NIST SP 800-63B-4, §3.1.1.2).
   */
  readonly minLength?: number;
  /** Whether anyone may sign up. Default: as the option `signUp` of `createAuth`. */
  readonly signUp?: boolean;
  /** The cost of argon2id; memory in KiB. Default: 19456 KiB, 2 iterations, parallelism 1 (OWASP). */
  readonly hash?: Partial<Argon2Cost>;
  /**
   * Returns whether a password is known from a breach. It gets each new password that passed the other
   * checks. When it rejects, the operation rejects.
   */
  readonly isBreached?: (password: string) => Promise<boolean>;
  /** Words that must not make up a password, beside the name of the application. */
  readonly words?: readonly string[];
  /** Whether the user gets a mail after a change of the password. Default: `true` with `send`. */
  readonly notify?: boolean;
  /** The path of a page of yours with a form for the operation `reset`. Default: a page of the library. */
  readonly resetPath?: string;
  /** The path of a page of yours with a form for the operation `verify`. Default: a page of the library. */
  readonly verifyPath?: string;
}

const NAMES = [
  "send",
  "minLength",
  "signUp",
  "hash",
  "isBreached",
  "words",
  "notify",
  "resetPath",
  "verifyPath",
] as const satisfies readonly (keyof PasswordOptions)[];

export interface CheckedOptions {
  readonly send: SendMail | null;
  /** `null`: it follows from the second factor. */
  readonly minLength: number | null;
  readonly signUp: boolean;
  readonly cost: Argon2Cost;
  readonly isBreached: ((password: string) => Promise<boolean>) | null;
  readonly words: readonly string[];
  readonly notify: boolean;
  readonly resetPath: string | null;
  readonly verifyPath: string | null;
}

/** @throws {SignetError} `invalid-config` for a wrong option. */
export function parseOptions(options: PasswordOptions): CheckedOptions {
  const given = ownOptions(options, NAMES);
  const { send = null, isBreached = null } = options;
  for (const [name, value] of Object.entries({ send, isBreached })) {
    if (value !== null && typeof value !== "function") {
      throw invalidConfig(`${name} of password() must be a function.`);
    }
  }
  const minLength = countOption(given, "minLength");
  if (minLength !== null && (minLength < 8 || minLength > 64)) {
    throw invalidConfig(
      `minLength of password() is ${minLength}. Give 8 to 64: NIST SP 800-63B-4 asks for 15, or for 8 where a second factor is always used.`,
    );
  }
  const notify = flagOption(given, "notify");
  if (notify === true && send === null) {
    throw invalidConfig("notify of password() needs the option send, which sends the mails.");
  }
  return {
    send,
    minLength,
    signUp: flagOption(given, "signUp") ?? true,
    cost: parseCost(given["hash"]),
    isBreached,
    words: textsOption(given, "words") ?? [],
    notify: notify ?? send !== null,
    resetPath: pathOption(given, "resetPath"),
    verifyPath: pathOption(given, "verifyPath"),
  };
}

function flagOption(given: Readonly<Record<string, unknown>>, name: string): boolean | null {
  const value = given[name];
  if (value === undefined) return null;
  if (typeof value !== "boolean") throw invalidConfig(`${name} of password() must be a boolean.`);
  return value;
}

function pathOption(given: Readonly<Record<string, unknown>>, name: string): string | null {
  const path = textOption(given, name);
  if (path !== null && !/^\/(?![/\\])[^?#\\]*$/.test(path)) {
    throw invalidConfig(
      `${name} of password() must be a path of this site without a query, such as "/new-password".`,
    );
  }
  return path;
}
