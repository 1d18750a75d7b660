import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { decodeBytes } from "../../token/base64url.ts";
import { challenge, invalidField, refused } from "../contract/makers.ts";
import {
  type Fields,
  type Operation,
  type OperationContext,
  operation,
} from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { DIALOG_TIME, newCeremony, openSignIn, takeCeremony, transactionOf } from "./ceremony.ts";
import { limit, RESPONSES } from "./limits.ts";
import { type Policy, rpIdOf } from "./options.ts";
import { provedBy } from "./proved.ts";
import { refusePasskey } from "./refusal.ts";
import { assertionOf, responseIn } from "./response.ts";
import { changePasskey, findPasskey, type Passkey, passkeysOf } from "./stored.ts";
import { type Assertion, verifyAssertion } from "./verify-assertion.ts";

/** The input of `signIn`: nothing to begin, and then the response of the browser. */
export interface SignInInput {
  readonly response?: object;
}

/** Signs a user in with a passkey, or proves the second factor of a pending sign-in. */
export function signInOperation(policy: Policy): Operation<SignInInput> {
  return operation({
    access: "anyone",
    run: (context, input) =>
      responseIn(input) === null ? begin(context, policy) : complete(context, policy, input),
  });
}

async function begin(context: OperationContext, policy: Policy): Promise<MethodOutcome> {
  const userId = context.pending?.userId ?? null;
  const open = await openSignIn(context, userId);
  const ceremony = open ?? newCeremony(context, { use: "sign-in", userId });
  const value = await generateAuthenticationOptions({
    rpID: rpIdOf(policy, context.origin),
    challenge: decodeBytes(ceremony.challenge) ?? new Uint8Array(),
    timeout: DIALOG_TIME,
    userVerification: policy.userVerification,
    ...(userId === null ? {} : { allowCredentials: await allowed(context, userId) }),
  });
  // The transaction of an open sign-in stays as it is, so that there is never a second copy of it.
  return challenge(value, open === null ? transactionOf(context, ceremony) : null);
}

async function allowed(
  { accounts }: OperationContext,
  userId: string,
): Promise<{ id: string; transports: string[] }[]> {
  const passkeys = await passkeysOf(accounts.authenticators, userId);
  return passkeys.map(({ id, data }) => ({ id, transports: [...data.transports] }));
}

async function complete(
  context: OperationContext,
  policy: Policy,
  input: Fields,
): Promise<MethodOutcome> {
  const response = assertionOf(responseIn(input));
  if (response === null) return invalidField("response");
  const limited = await limit(context, RESPONSES);
  if (limited !== null) return limited;
  const ceremony = await takeCeremony(context, "sign-in");
  if (ceremony === null) return refused("no-transaction");
  const passkey = await findPasskey(context.accounts.authenticators, response.id);
  if (passkey === null) return refusePasskey(context, "unknown-credential");
  const assertion = await verifyAssertion(context, policy, ceremony, passkey, response);
  if ("problem" in assertion) return refusePasskey(context, assertion.problem, passkey);
  const problem = await recordUse(context, policy, passkey, assertion);
  if (problem !== null) return refusePasskey(context, problem, passkey);
  return provedBy(passkey.userId, passkey.data, assertion.userVerified);
}

/**
 * Stores the counter and the backup state of a use, by compare-and-set: of several concurrent uses each is
 * compared with the counter of the one before. Returns a problem when the counter does not rise (WebAuthn,
 * section 7.2, step 22).
 */
async function recordUse(
  context: OperationContext,
  policy: Policy,
  read: Passkey,
  { counter, backedUp }: Assertion,
): Promise<string | null> {
  let isReported = false;
  return await changePasskey(context.accounts.authenticators, read, ({ data, ...passkey }) => {
    const isCounted = counter > 0 || data.counter > 0;
    if (isCounted && counter <= data.counter) {
      if (policy.onCounterRegression === "refuse") return "counter-not-rising";
      if (!isReported) reportCounter(context, read);
      isReported = true;
    }
    return {
      data: { ...data, backedUp, counter: Math.max(counter, data.counter) },
      usedAt: Math.max(context.now, passkey.usedAt ?? 0),
    };
  });
}

function reportCounter({ emit }: OperationContext, { id, userId }: Passkey): void {
  emit({ type: "passkey-reported", reason: "counter-not-rising", userId, authenticator: id });
}
