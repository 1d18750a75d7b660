import { type Accounts, identityId } from "../../../accounts/contract.ts";
import type { MethodOutcome, Operation, OperationContext } from "../../contract.ts";
import { textField } from "../../shared/fields.ts";
import { oneTimeId } from "../../shared/one-time.ts";
import { refusalFor } from "../client/failures.ts";
import type { Provider } from "../provider.ts";
import { writeTokens } from "../tokens/identities.ts";
import { parseTokens, type TokenOwner } from "../tokens/kept.ts";
import { keptSession, PROVIDER_SESSION, sidGroup, subjectGroup } from "./hints.ts";
import { type LogoutToken, logoutTokenVerifier } from "./logout-token.ts";

/** The input of `backchannelLogout`. */
export interface BackchannelInput {
  readonly logout_token: string;
}

/** The purpose of the one-time tokens that remember logout tokens. */
const SEEN = "oauth-logout-token";
/** The time for which a logout token is remembered: longer than one is accepted; milliseconds. */
const REMEMBERED = 300_000;

const REFUSED: MethodOutcome = { type: "status", status: 400 };
const DONE: MethodOutcome = { type: "status", status: 200 };

/** Creates the operation that the provider calls when a user signed out there. It needs no cookie. */
export function backchannelOperation(provider: Provider): Operation<BackchannelInput> {
  const verify = logoutTokenVerifier(provider);
  return {
    access: "anyone",
    async run(context, input) {
      const text = textField(input, "logout_token");
      const token = text === null ? null : await verified(text, context);
      if (token === null) return REFUSED;
      return once(context, token, () => endSessions(provider, context, token));
    },
  };

  async function verified(text: string, context: OperationContext): Promise<LogoutToken | null> {
    try {
      return await verify(text, await provider.client(context.now), context.now);
    } catch (error) {
      refusalFor(error);
      return null;
    }
  }
}

/** Runs a task once for a logout token. After a failure the provider may send the token again. */
async function once(
  { accounts, now }: OperationContext,
  { issuer, jti }: LogoutToken,
  task: () => Promise<void>,
): Promise<MethodOutcome> {
  const id = await oneTimeId(SEEN, JSON.stringify([issuer, jti]));
  const seen = { id, purpose: SEEN, group: issuer, data: "{}", expiresAt: now + REMEMBERED };
  if (!(await accounts.oneTime.put(seen, now))) return REFUSED;
  try {
    await task();
    return DONE;
  } catch (error) {
    await accounts.oneTime.take(id, now);
    throw error;
  }
}

/** Ends the sessions of a `sid`, or without one all sessions of the user at this issuer (section 2.7). */
async function endSessions(
  provider: Provider,
  context: OperationContext,
  { issuer, sid, sub }: LogoutToken,
): Promise<void> {
  const { accounts, now } = context;
  const group =
    sid === null ? subjectGroup({ issuer, subject: String(sub) }) : sidGroup(issuer, sid);
  const kept = await accounts.oneTime.list(PROVIDER_SESSION, group, now);
  const found = await Promise.all(kept.map(({ data }) => keptSession(provider, data)));
  const ids = found.map(({ sessionId }) => sessionId).filter((id) => typeof id === "string");
  if (ids.length > 0) await context.revokeSessions(ids);
  const subjects = new Set([sub, ...found.map(({ session }) => session?.subject ?? null)]);
  subjects.delete(null);
  for (const subject of subjects) {
    const owner = { issuer, subject: String(subject) };
    const userId = await dropRefreshTokens(accounts, owner, sid);
    context.emit({ type: "provider-signed-out", userId, authenticator: issuer });
  }
  await accounts.oneTime.drop(PROVIDER_SESSION, group);
}

/**
 * Drops the kept tokens of an identity, unless they are of another session at the provider, or for
 * offline access, which outlives a sign-out (section 2.7). Returns the user of the identity.
 */
async function dropRefreshTokens(
  accounts: Accounts,
  { issuer, subject }: TokenOwner,
  sid: string | null,
): Promise<string | null> {
  for (;;) {
    const identity = await accounts.authenticators.find("identity", identityId(issuer, subject));
    if (identity === null) return null;
    const tokens = parseTokens(identity.data);
    const stays =
      tokens === null ||
      tokens.scopes.includes("offline_access") ||
      (sid !== null && tokens.sid !== sid);
    if (stays || (await writeTokens(accounts, identity, null))) return identity.userId;
  }
}
