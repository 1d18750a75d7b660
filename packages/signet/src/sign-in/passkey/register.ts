import { challenge, done, invalidField, refused } from "../contract/makers.ts";
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
import { DEFAULT_NAME, hasNoName, nameIn } from "./name.ts";
import type { Policy } from "./options.ts";
import { refusePasskey } from "./refusal.ts";
import { attestationOf, responseIn } from "./response.ts";
import { passkeysOf } from "./stored.ts";
import { registrationOptions, verifyRegistration } from "./verify-registration.ts";

/** The input of `register`: nothing to begin, and then the response of the browser and a name. */
export interface RegisterInput {
  readonly response?: object;
  /** 1 to 64 characters. Default: `Passkey`. */
  readonly name?: string;
}

/** Adds a passkey to the user of the session. */
export function registerOperation(
  policy: Policy,
  { appName }: MethodSetting,
): Operation<RegisterInput> {
  return operation({
    access: "recent",
    async run(context, input) {
      const { session } = context;
      if (session === null) return refused("not-signed-in");
      return responseIn(input) === null
        ? await begin(context, policy, policy.rpName ?? appName, session.userId)
        : await complete(context, policy, session.userId, input);
    },
  });
}

async function begin(
  context: OperationContext,
  policy: Policy,
  rpName: string,
  userId: string,
): Promise<MethodOutcome> {
  const { users, authenticators } = context.accounts;
  const user = await users.find(userId);
  if (user === null) return refused("not-signed-in");
  const existing = await passkeysOf(authenticators, userId);
  // All passkeys of a user share one handle, so that an authenticator sees one account.
  const userHandle = existing[0]?.data.userHandle ?? newSecret();
  const ceremony = newCeremony(context, { use: "register", userId, userHandle });
  const name = user.email ?? user.name ?? rpName;
  const shown = { name, displayName: user.name ?? name };
  const value = await registrationOptions(context, policy, rpName, ceremony, shown, existing);
  return challenge(value, transactionOf(context, ceremony));
}

async function complete(
  context: OperationContext,
  policy: Policy,
  userId: string,
  input: Fields,
): Promise<MethodOutcome> {
  const response = attestationOf(responseIn(input));
  if (response === null) return invalidField("response");
  const name = hasNoName(input) ? DEFAULT_NAME : nameIn(input);
  if (name === null) return invalidField("name");
  const ceremony = await takeCeremony(context, "register");
  if (ceremony === null || ceremony.userId !== userId) {
    return refused("no-transaction");
  }
  const user = { id: response.id, userId };
  const registration = await verifyRegistration(context, policy, ceremony, response);
  if ("problem" in registration) return refusePasskey(context, registration.problem, user);
  const existing = await passkeysOf(context.accounts.authenticators, userId);
  // A first passkey from another browser was faster, and it has another handle.
  if (existing.some(({ data }) => data.userHandle !== ceremony.userHandle)) {
    return refused("expired");
  }
  if (!(await addPasskey(context, userId, registration, name))) {
    return refusePasskey(context, "credential-exists", user);
  }
  const { id, data } = registration;
  const { backedUp, deviceType } = data;
  return done({ value: { id, name, backedUp, deviceType } });
}
