import { invalidConfig } from "../../errors.ts";
import { ownOptions, textOption } from "../../options.ts";
import type { SendMail } from "../contract/mail.ts";
import { type Operation, operation } from "../contract/operation.ts";
import type { SignInMethod } from "../method.ts";
import { signInService } from "../service/index.ts";
import { confirmTotp, enrolTotp } from "./enrol.ts";
import { proveTotp } from "./prove.ts";
import { makeCodes, useCode } from "./recovery.ts";
import { removeTotp } from "./remove.ts";
import { secretCodec } from "./secret.ts";

export type { Mail, SendMail } from "../contract/mail.ts";
export { type TotpImport, totpData } from "./import.ts";

/** The options of `totp()`. */
export interface TotpOptions {
  /** The name that an authenticator app shows. Default: the name of the application. */
  readonly issuer?: string;
}

/** The operations of authenticator apps. */
export type TotpOperations = {
  /** Proves the second factor by a code. */
  readonly signIn: Operation<{ code: string }>;
  /** Returns a new secret, as base 32 and as an `otpauth:` address for a QR code. */
  readonly enrol: Operation<object>;
  /** Stores the secret after one valid code of the app. */
  readonly confirm: Operation<{ code: string }>;
  /** Removes the app and the recovery codes of the user. */
  readonly remove: Operation<object>;
};

/**
 * Adds a second factor: codes of an authenticator app (RFC 6238). The user adds the app with `enrol` and
 * `confirm`. Its secret has 160 bit and is sealed at rest. A code counts once.
 *
 * @throws {SignetError} `invalid-config` for options that cannot be used.
 *
 * @example
 * ```ts
 * import { totp } from "signet-auth/sign-in/totp";
 *
 * const app = totp({ issuer: "Example" });
 * ```
 */
export function totp(options: TotpOptions = {}): SignInMethod<TotpOperations> {
  const issuer = textOption(ownOptions(options, ["issuer"]), "issuer");
  return {
    kind: "totp",
    role: "second",
    authenticator: "totp",
    takes: () => true,
    prepare({ keys, appName }) {
      const codec = secretCodec(keys);
      return {
        signIn: operation({
          access: "anyone",
          run: (context, input) => proveTotp(context, codec, input),
        }),
        enrol: operation({
          access: "recent",
          run: (context) => enrolTotp(context, codec, issuer ?? appName),
        }),
        confirm: operation({
          access: "recent",
          run: (context, input) => confirmTotp(context, codec, input),
        }),
        remove: operation({ access: "recent", run: removeTotp }),
      };
    },
    service: signInService,
  };
}

/** The options of `recoveryCodes()`. */
export interface RecoveryCodesOptions {
  /** Sends a mail to the user when a code was used. Default: no mail. */
  readonly send?: SendMail;
}

/** The operations of recovery codes. */
export type RecoveryCodesOperations = {
  /** Proves the second factor by a code. */
  readonly signIn: Operation<{ code: string }>;
  /** Makes ten codes, and ends the former ones. The response shows them once. */
  readonly make: Operation<object>;
};

/**
 * Adds recovery codes, for a user whose authenticator app is lost. Ten codes of 120 bit are shown once and
 * stored hashed. Each counts once, and a new set ends the former one.
 *
 * @throws {SignetError} `invalid-config` for options that cannot be used.
 *
 * @example
 * ```ts
 * import { type Mail, recoveryCodes } from "signet-auth/sign-in/totp";
 * declare function deliver(to: string, text: string): Promise<void>;
 *
 * const codes = recoveryCodes({
 *   send: ({ to, appName }: Mail) => deliver(to, `A recovery code of ${appName} was used.`),
 * });
 * ```
 */
export function recoveryCodes(
  options: RecoveryCodesOptions = {},
): SignInMethod<RecoveryCodesOperations> {
  const { send = null } = ownOptions(options, ["send"]);
  if (send !== null && !isSend(send)) {
    throw invalidConfig("send must be a function that takes a mail and returns a promise.");
  }
  return {
    kind: "recovery-codes",
    role: "second",
    authenticator: "recovery-code",
    takes: () => true,
    prepare: ({ appName }) => ({
      signIn: operation({
        access: "anyone",
        run: (context, input) => useCode(context, input, { send, appName }),
      }),
      make: operation({ access: "recent", run: makeCodes }),
    }),
    service: signInService,
  };
}

function isSend(value: unknown): value is SendMail {
  return typeof value === "function";
}
