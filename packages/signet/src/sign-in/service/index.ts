import type { User } from "../../accounts/contract.ts";
import type { ServiceSetting, SignInService } from "../service-contract.ts";

/** Creates the service that runs the methods of an application. */
export function signInService<U extends User>(_setting: ServiceSetting<U>): SignInService {
  throw new Error("The service is not written yet.");
}
