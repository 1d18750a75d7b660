import type { Accounts, OneTimeToken } from "../../../accounts/contract.ts";
import { parseObject } from "../../../token/format/json.ts";
import type { TokenOwner } from "../tokens/owner.ts";

/**
 * The purpose of the one-time tokens in which the service keeps the sessions that began in a session at
 * a provider. Their data has the session's id and its user.
 */
const PROVIDER_SESSION = "provider-session";

/** A session of ours that began in a session at a provider. */
export interface BegunSession {
  readonly sessionId: string;
  readonly userId: string | null;
}

/** Returns the group of the sessions of a user at a provider. */
export function subjectGroup({ issuer, subject }: TokenOwner): string {
  return JSON.stringify([issuer, "sub", subject]);
}

/** Returns the group of the sessions that began in one session at a provider. */
export function sidGroup(issuer: string, sid: string): string {
  return JSON.stringify([issuer, "sid", sid]);
}

/** Lists the sessions of a group. */
export async function sessionsIn(
  { oneTime }: Accounts,
  group: string,
  now: number,
): Promise<BegunSession[]> {
  const kept = await oneTime.list(PROVIDER_SESSION, group, now);
  return kept.map(parseSession).filter((session) => session !== null);
}

/** Checks whether a group has a session. */
export async function hasSession(
  accounts: Accounts,
  group: string,
  sessionId: string,
  now: number,
): Promise<boolean> {
  const sessions = await sessionsIn(accounts, group, now);
  return sessions.some((session) => session.sessionId === sessionId);
}

/** Forgets the sessions of a group, which ended. */
export async function forgetSessions({ oneTime }: Accounts, group: string): Promise<void> {
  await oneTime.drop(PROVIDER_SESSION, group);
}

function parseSession({ data }: OneTimeToken): BegunSession | null {
  const { sessionId, userId } = parseObject(data) ?? {};
  if (typeof sessionId !== "string") return null;
  return { sessionId, userId: typeof userId === "string" ? userId : null };
}
