import { challenge, invalidField, refused } from "../contract/makers.ts";
import {
  type Fields,
  type MethodSetting,
  type Operation,
  type OperationContext,
  operation,
} from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { newSecret } from "../shared/one-time.ts";
import { addPasskey } from "./add.ts";
import { newCeremony, takeCeremony, transactionOf } from "./ceremony.ts";
import { limit, SIGN_UPS } from "./limits.ts";
import { DEFAULT_NAME, nameIn } from "./name.ts";
import type { Policy } from "./options.ts";
import { provedBy } from "./proved.ts";
import { refusePasskey } from "./refusal.ts";
import { attestationOf, responseIn } from "./response.ts";
import { findPasskey } from "./stored.ts";
import { registrationOptions, verifyRegistration } from "./verify-registration.ts";

/** The input of `signUp`: a name to begin, and then the response of the browser. */
export interface SignUpInput {
  /** The name of the new user; 1 to 64 characters. */
  readonly name?: string;
  readonly response?: object;
}

/**
 * Creates a user with a name and a passkey. It takes no address: nobody has proved to own one here, and the
 * answer would show whether an account with the address exists.
 */
export function signUpOperation(policy: Policy, setting: MethodSetting): Operation<SignUpInput> {
  const isOpen = policy.signUp && setting.signUp === "open";
  return operation({
    access: "anyone",
    async run(context, input) {
      if (!isOpen || context.pending !== null) {
        return refused("not-allowed");
      }
      return responseIn(input) === null
        ? await begin(context, policy, policy.rpName ?? setting.appName, input)
        : await complete(context, policy, input);
    },
  });
}

async function begin(
  context: OperationContext,
  policy: Policy,
  rpName: string,
  input: Fields,
): Promise<MethodOutcome> {
  const name = nameIn(input);
  if (name === null) return invalidField("name");
  const ceremony = newCeremony(context, { use: "sign-up", userHandle: newSecret(), name });
  const shown = { name, displayName: name };
  const value = await registrationOptions(context, policy, rpName, ceremony, shown, []);
  return challenge(value, transactionOf(context, ceremony));
}

async function complete(
  context: OperationContext,
  policy: Policy,
  input: Fields,
): Promise<MethodOutcome> {
  const response = attestationOf(responseIn(input));
  if (response === null) return invalidField("response");
  const limited = await limit(context, SIGN_UPS);
  if (limited !== null) return limited;
  const ceremony = await takeCeremony(context, "sign-up");
  if (ceremony === null) return refused("no-transaction");
  const registration = await verifyRegistration(context, policy, ceremony, response);
  if ("problem" in registration) return refusePasskey(context, registration.problem);
  const { users, authenticators } = context.accounts;
  if ((await findPasskey(authenticators, registration.id)) !== null) {
    return refusePasskey(context, "credential-exists");
  }
  const user = await users.create({
    email: null,
    emailVerifiedAt: null,
    name: ceremony.name,
    image: null,
    createdAt: context.now,
  });
  if (user === "taken") return refused("not-allowed");
  if (!(await addPasskey(context, user.id, registration, DEFAULT_NAME))) {
    // Another request added the same credential between the two checks.
    await users.remove(user.id);
    return refusePasskey(context, "credential-exists");
  }
  context.emit({ type: "signed-up", userId: user.id });
  return provedBy(user.id, registration.data, registration.userVerified);
}
