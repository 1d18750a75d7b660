import type { MethodSetting, Operation } from "../contract/operation.ts";
import type { SignInMethod } from "../method.ts";
import { signInService } from "../service/index.ts";
import { createKit } from "./kit.ts";
import { type ChangeInput, changeOperation } from "./operations/change.ts";
import { type RequestResetInput, requestResetOperation } from "./operations/request-reset.ts";
import { type ResetInput, resetOperation, resetPageOperation } from "./operations/reset.ts";
import { type SetInput, setOperation } from "./operations/set.ts";
import { type SignInInput, signInOperation } from "./operations/sign-in.ts";
import { type SignUpInput, signUpOperation } from "./operations/sign-up.ts";
import { type VerifyInput, verifyOperation, verifyPageOperation } from "./operations/verify.ts";
import type { CheckedOptions } from "./options.ts";
import { PASSWORD } from "./record.ts";

/** The operations of `password()`. */
export type PasswordOperations = {
  readonly signIn: Operation<SignInInput>;
  readonly signUp: Operation<SignUpInput>;
  /** The page of the link in the mail `verify`. */
  readonly verifyPage: Operation<{ readonly token: string }>;
  readonly verify: Operation<VerifyInput>;
  /** Changes the password of a signed-in user, who gives the current one. */
  readonly change: Operation<ChangeInput>;
  /** Gives a first password to a user who signed in recently in another way. */
  readonly set: Operation<SetInput>;
  readonly requestReset: Operation<RequestResetInput>;
  /** The page of the link in the mails `reset` and `sign-up-attempt`. */
  readonly resetPage: Operation<{ readonly token: string }>;
  readonly reset: Operation<ResetInput>;
};

/** Creates the method of checked options. */
export function passwordMethod(options: CheckedOptions): SignInMethod<PasswordOperations> {
  return {
    kind: "password",
    role: "first",
    authenticator: PASSWORD,
    takes: () => true,
    prepare: (setting) => prepare(options, setting),
    service: signInService,
  };
}

function prepare(options: CheckedOptions, setting: MethodSetting): PasswordOperations {
  const kit = createKit(options, setting);
  return {
    signIn: signInOperation(kit),
    signUp: signUpOperation(kit),
    verifyPage: verifyPageOperation(),
    verify: verifyOperation(kit),
    change: changeOperation(kit),
    set: setOperation(kit),
    requestReset: requestResetOperation(kit),
    resetPage: resetPageOperation(),
    reset: resetOperation(kit),
  };
}
