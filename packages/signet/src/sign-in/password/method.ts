import type { MethodSetting, Operation } from "../contract.ts";
import type { SignInMethod } from "../method.ts";
import { signInService } from "../service/index.ts";
import { createKit } from "./kit.ts";
import { type ChangeInput, changeOperation } from "./operations/change.ts";
import { type LinkInput, openLinkOperation } from "./operations/open-link.ts";
import { type RequestResetInput, requestResetOperation } from "./operations/request-reset.ts";
import { type ResetInput, resetOperation } from "./operations/reset.ts";
import { type SetInput, setOperation } from "./operations/set.ts";
import { type SignInInput, signInOperation } from "./operations/sign-in.ts";
import { type SignUpInput, signUpOperation } from "./operations/sign-up.ts";
import { type VerifyInput, verifyOperation } from "./operations/verify.ts";
import type { CheckedOptions } from "./options.ts";
import { PASSWORD } from "./record.ts";

/** The operations of `password()`. */
export type PasswordOperations = {
  readonly signIn: Operation<SignInInput>;
  readonly signUp: Operation<SignUpInput>;
  /** Shows the page of a link in a mail. It changes nothing. */
  readonly callback: Operation<LinkInput>;
  /** Finishes a sign-up by the link of its mail. In another browser it needs the password. */
  readonly verify: Operation<VerifyInput>;
  /** Changes the password of a signed-in user, who gives the current one. */
  readonly change: Operation<ChangeInput>;
  /** Gives a first password to a user who signed in recently in another way. */
  readonly set: Operation<SetInput>;
  /** Mails a link for a new password. */
  readonly requestReset: Operation<RequestResetInput>;
  /** Sets a new password by the link of a mail. */
  readonly reset: Operation<ResetInput>;
};

/** Creates the method of checked options. */
export function passwordMethod(options: CheckedOptions): SignInMethod<PasswordOperations> {
  return {
    kind: "password",
    role: "first",
    authenticator: PASSWORD,
    prepare: (setting) => prepare(options, setting),
    service: signInService,
  };
}

function prepare(options: CheckedOptions, setting: MethodSetting): PasswordOperations {
  const kit = createKit(options, setting);
  return {
    signIn: signInOperation(kit),
    signUp: signUpOperation(kit),
    callback: openLinkOperation(setting.appName),
    verify: verifyOperation(kit),
    change: changeOperation(kit),
    set: setOperation(kit),
    requestReset: requestResetOperation(kit),
    reset: resetOperation(kit),
  };
}
