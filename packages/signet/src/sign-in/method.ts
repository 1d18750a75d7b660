import type { User } from "../accounts/contract.ts";
import type { MethodParts, Operations } from "./contract/operation.ts";
import type { ServiceSetting, SignInService } from "./service-contract.ts";

/** A way to sign in. The makers are `password()`, `github()`, `passkey()` and the others. */
export interface SignInMethod<Ops extends Operations = Operations> extends MethodParts<Ops> {
  /** Creates the service that runs all methods. Each method brings it, so an app without methods does not ship it. */
  readonly service: <U extends User>(setting: ServiceSetting<U>) => SignInService;
}

/** The methods of an application by name. */
export type SignInMethods = Readonly<Record<string, SignInMethod>>;
