import { type Accounts, type Authenticator, identityId } from "../../../accounts/contract.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import type { MethodOutcome } from "../../contract/outcome.ts";
import { textField } from "../../shared/fields.ts";
import { oneTimeId } from "../../shared/one-time.ts";
import { failureOf } from "../client/failures.ts";
import type { Provider } from "../provider.ts";
import { writeTokens } from "../tokens/identities.ts";
import { type KeptTokens, parseTokens } from "../tokens/kept.ts";
import { ownersOf, type TokenOwner } from "../tokens/owner.ts";
import { type LogoutToken, logoutTokenVerifier } from "./logout-token.ts";
import { forgetSessions, sessionsIn, sidGroup, subjectGroup } from "./provider-sessions.ts";

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
  return operation({
    access: "anyone",
    async run(context, input) {
      const text = textField(input, "logout_token");
      const token = text === null ? null : await verified(text, context);
      if (token === null) return REFUSED;
      return once(context, token, () => endSessions(context, token));
    },
  });

  async function verified(text: string, context: OperationContext): Promise<LogoutToken | null> {
    try {
      return await verify(text, await provider.client(context.now), context.now);
    } catch (error) {
      failureOf(error);
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
  { accounts, now, revokeSessions, emit }: OperationContext,
  token: LogoutToken,
): Promise<void> {
  const { issuer, sid, sub } = token;
  const group =
    sid === null ? subjectGroup({ issuer, subject: String(sub) }) : sidGroup(issuer, sid);
  const sessions = await sessionsIn(accounts, group, now);
  if (sessions.length > 0) await revokeSessions(sessions.map(({ sessionId }) => sessionId));
  const users = new Set(sessions.map(({ userId }) => userId).filter((id) => id !== null));
  const known = sub === null ? null : await findIdentity(accounts, { issuer, subject: sub });
  if (known !== null) users.add(known.userId);
  for (const userId of users) {
    await dropTokens(accounts, userId, token);
    emit({ type: "provider-signed-out", userId, authenticator: issuer });
  }
  await forgetSessions(accounts, group);
}

/** Drops the kept tokens that end with a session at the provider, from all identities of its issuer. */
async function dropTokens(
  accounts: Accounts,
  userId: string,
  { issuer, sub, sid }: LogoutToken,
): Promise<void> {
  for (const owner of await ownersOf(accounts, userId)) {
    const isMeant = owner.issuer === issuer && (sub === null || owner.subject === sub);
    while (isMeant) {
      const identity = await findIdentity(accounts, owner);
      const tokens = identity === null ? null : parseTokens(identity.data);
      if (identity === null || tokens === null || !endsWith(tokens, sid)) break;
      if (await writeTokens(accounts, identity, null)) break;
    }
  }
}

/** Tokens for offline access outlive a sign-out (section 2.7), and those of other sessions stay. */
function endsWith({ scopes, sid: own }: KeptTokens, sid: string | null): boolean {
  return !scopes.includes("offline_access") && (sid === null || own === sid);
}

function findIdentity(
  { authenticators }: Accounts,
  { issuer, subject }: TokenOwner,
): Promise<Authenticator | null> {
  return authenticators.find("identity", identityId(issuer, subject));
}
