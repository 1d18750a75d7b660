import type { User } from "../../accounts/contract.ts";
import { type AskedTerms, termsAsked } from "../../session/asked-terms.ts";
import { assuranceOf } from "../../session/assurance.ts";
import type { Proof, Session } from "../../session/types.ts";
import type { Proved } from "../contract/outcome.ts";
import type { SignInEvent } from "../events.ts";
import type { SignInOutcome } from "../service-contract.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";
import { CALLBACK } from "./access.ts";
import { haveEndedSince } from "./end-sessions.ts";
import { secondMethods } from "./factors.ts";
import { type Running, refused, report } from "./running.ts";

/** A session to begin. */
interface Beginning<U extends User> {
  readonly user: U;
  readonly proofs: readonly Proof[];
  readonly returnTo: string;
  readonly terms: AskedTerms;
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
  const { parts, asked, hasTaken } = running;
  const { user, proofs, returnTo, signedUp = null } = beginning;
  const { engine, sessionData, methods, secondFactor } = parts.setting;
  try {
    const data = await sessionData(user);
    const begunHere = asked.operation === CALLBACK && hasTaken;
    const signedIn = await engine.signIn(
      asked.request,
      { userId: user.id, proofs, ...(data === undefined ? null : { data }) },
      { terms: termsAsked(beginning.terms), ...(begunHere ? { begunHere } : null) },
    );
    const { session, credential, setCookies } = signedIn;
    let isSettled = false;
    try {
      isSettled = await settle(running, beginning, session);
    } finally {
      // A session without its cookies, or one that no logout of the provider finds, must not stay.
      if (!isSettled) await engine.signOut({ authorization: `Bearer ${credential}` });
    }
    if (!isSettled) return refused(running, "expired");
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
  session: Session<object>,
): Promise<void> {
  const { setting, accounts } = parts;
  if (providerSession === null) return;
  const { issuer, subject, sid } = providerSession;
  const groups = [
    ...(sid === null ? [] : [JSON.stringify([issuer, "sid", sid])]),
    JSON.stringify([issuer, "sub", subject]),
  ];
  const purpose = "provider-session";
  const data = JSON.stringify({ sessionId: session.id, userId: user.id });
  const expiresAt = now + setting.lifetime.absolute;
  for (const group of groups) {
    const id = await oneTimeId(purpose, newSecret());
    await accounts.oneTime.put({ id, purpose, group, data, expiresAt }, now);
  }
}

/** Does what a session needs before its cookies are sent. Returns `false` if it must not begin. */
async function settle<U extends User>(
  running: Running<U>,
  beginning: Beginning<U>,
  session: Session<object>,
): Promise<boolean> {
  const { parts, jar, now, id, pending } = running;
  if (await haveEndedSince(parts, session.userId, now, id)) return false;
  await keepProviderSession(running, beginning, session);
  await parts.devices.remember(jar, session.userId, now);
  // Otherwise the next code in this browser would count for the sign-in that was left, of another user perhaps.
  if (pending !== null) await parts.pending.finish(jar, pending, now);
  return true;
}
