import type { Operation } from "../contract/operation.ts";
import type { SignInMethod } from "../method.ts";
import { signInService } from "../service/index.ts";
import { type RemoveInput, type RenameInput, removeOperation, renameOperation } from "./manage.ts";
import { type PasskeyOptions, policyOf } from "./options.ts";
import { type RegisterInput, registerOperation } from "./register.ts";
import { type SignInInput, signInOperation } from "./sign-in.ts";
import { type SignUpInput, signUpOperation } from "./sign-up.ts";
import { PASSKEY } from "./stored.ts";

/** The operations of `passkey()`. */
export type PasskeyOperations = {
  /** Signs a user in. Anyone may call it. */
  readonly signIn: Operation<SignInInput>;
  /** Creates a user with a name and a passkey. It needs the option `signUp`. */
  readonly signUp: Operation<SignUpInput>;
  /** Adds a passkey. It needs a recent sign-in. */
  readonly register: Operation<RegisterInput>;
  /** Changes the name of a passkey. It needs a session. */
  readonly rename: Operation<RenameInput>;
  /** Removes a passkey. It needs a recent sign-in. */
  readonly remove: Operation<RemoveInput>;
};

/**
 * Creates the method "passkey" (WebAuthn Level 3): sign-in without a password and without a user name, with
 * a key that a device or a password manager keeps. A user may have several passkeys.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 *
 * @example
 * ```ts
 * import { memoryAccounts } from "signet-auth/accounts";
 * import { createAuth, jwt } from "signet-auth/next";
 * import { passkey } from "signet-auth/sign-in/passkey";
 *
 * export const auth = createAuth({
 *   strategy: jwt(),
 *   secret: process.env.AUTH_SECRET,
 *   accounts: memoryAccounts(),
 *   signIn: { passkey: passkey() },
 * });
 * ```
 */
export function passkey(options: PasskeyOptions = {}): SignInMethod<PasskeyOperations> {
  const policy = policyOf(options);
  return {
    kind: PASSKEY,
    role: "both",
    authenticator: PASSKEY,
    takes: () => true,
    service: signInService,
    prepare: (setting) => ({
      signIn: signInOperation(policy),
      signUp: signUpOperation(policy, setting),
      register: registerOperation(policy, setting),
      rename: renameOperation,
      remove: removeOperation,
    }),
  };
}
