import type { MethodSetting } from "../contract/operation.ts";
import { createHasher, type Hasher } from "./hash/hasher.ts";
import { createMailer, type Mailer } from "./mailer.ts";
import type { CheckedOptions } from "./options.ts";
import { createPolicy, type Policy } from "./policy.ts";

/** The fewest characters of a password that is the only factor (NIST SP 800-63B-4, §3.1.1.2). */
const ONLY_FACTOR_LENGTH = 15;
/** The fewest characters of a password that is never the only factor. */
const FIRST_FACTOR_LENGTH = 8;

/** What the operations share. */
export interface PasswordKit {
  readonly hasher: Hasher;
  readonly policy: Policy;
  /** `null` without the option `send`. */
  readonly mailer: Mailer | null;
  /** Whether changes are reported to the user. */
  readonly notify: boolean;
  readonly isOpen: boolean;
  readonly resetPath: string | null;
  readonly verifyPath: string | null;
}

export function createKit(options: CheckedOptions, setting: MethodSetting): PasswordKit {
  const usual = setting.requiresSecondFactor ? FIRST_FACTOR_LENGTH : ONLY_FACTOR_LENGTH;
  return {
    hasher: createHasher(options.cost),
    policy: createPolicy({
      minLength: options.minLength ?? usual,
      words: [setting.appName, ...options.words],
      isBreached: options.isBreached,
    }),
    mailer: options.send === null ? null : createMailer(options.send, setting.appName),
    notify: options.notify,
    isOpen: options.signUp && setting.signUp === "open",
    resetPath: options.resetPath,
    verifyPath: options.verifyPath,
  };
}
