import type { User } from "../../accounts/contract.ts";
import type { SignedIn } from "../../engine/api.ts";
import { assuranceOf } from "../../session/assurance.ts";
import type { Proof } from "../../session/types.ts";
import type { Proved } from "../contract.ts";
import type { SignInEvent } from "../events.ts";
import type { SignInOutcome } from "../service-contract.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";
import { CALLBACK } from "./access.ts";
import { secondMethods } from "./factors.ts";
import { type Running, report } from "./running.ts";

/** A session to begin. */
interface Beginning<U extends User> {
  readonly user: U;
  readonly proofs: readonly Proof[];
  readonly returnTo: string;
  readonly providerSession: Proved["providerSession"];
  /** The events of a user whom this proof has made; `null` for another user. */
  readonly signedUp?: readonly SignInEvent[] | null;
}

/**
 * Begins the session of a user. When that fails, for example because `sessionData` does not match the
 * schema, nothing stays: a user whom this proof has made is removed again.
 */
export async function beginSession<U extends User>(
  running: Running<U>,
  beginning: Beginning<U>,
): Promise<SignInOutcome> {
  const { parts, jar, now, asked, hasTaken } = running;
  const { user, proofs, returnTo, signedUp = null } = beginning;
  const { engine, sessionData, methods, secondFactor } = parts.setting;
  try {
    const data = await sessionData(user);
    const begunHere = asked.operation === CALLBACK && hasTaken;
    const signedIn = await engine.signIn(
      asked.request,
      { userId: user.id, proofs, ...(data === undefined ? null : { data }) },
      begunHere ? { begunHere } : undefined,
    );
    await keepProviderSession(running, beginning, signedIn);
    await parts.devices.remember(jar, user.id, now);
    const { session, setCookies } = signedIn;
    running.sessionCookies.push(...setCookies);
    for (const event of signedUp ?? []) report(running, event, session);
    report(running, { type: "signed-in", userId: user.id }, session);
    const lacksFactor = secondFactor === "required" && assuranceOf(session) === "aal1";
    const missingFactor = lacksFactor ? secondMethods(methods) : [];
    return { status: "signed-in", session, returnTo, missingFactor };
  } catch (error) {
    if (signedUp !== null) {
      await parts.accounts.authenticators.removeAll(user.id, null).catch(() => 0);
      await parts.accounts.users.remove(user.id).catch(() => false);
    }
    throw error;
  }
}

/**
 * Remembers which session belongs to a session at the provider, so that a back-channel logout finds it.
 * It is found by the provider's session, and by its user.
 */
async function keepProviderSession<U extends User>(
  { parts, now }: Running<U>,
  { providerSession, user }: Beginning<U>,
  { session, credential }: SignedIn<object>,
): Promise<void> {
  const { setting, accounts } = parts;
  if (providerSession === undefined) return;
  const { issuer, subject, sid } = providerSession;
  const groups = [
    ...(sid === null ? [] : [JSON.stringify([issuer, "sid", sid])]),
    JSON.stringify([issuer, "sub", subject]),
  ];
  const purpose = "provider-session";
  const data = JSON.stringify({ sessionId: session.id, userId: user.id });
  const expiresAt = now + setting.longestSession;
  try {
    for (const group of groups) {
      const id = await oneTimeId(purpose, newSecret());
      await accounts.oneTime.put({ id, purpose, group, data, expiresAt }, now);
    }
  } catch (error) {
    // A session that no logout of the provider finds must not begin.
    await setting.engine.signOut({ authorization: `Bearer ${credential}` });
    throw error;
  }
}
