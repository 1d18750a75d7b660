import type { User } from "../../accounts/contract.ts";
import { isUnsupported } from "../../errors.ts";
import type { Session } from "../../session/types.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";
import type { Parts } from "./parts.ts";

/** The purpose of the tokens that say when the sessions of a user were ended. */
const ENDED = "sign-in-sessions-ended";
/** Longer than a sign-in takes from its proof to its session; milliseconds. */
const SHORTEST = 600_000;

/**
 * Ends the sessions of a user, and the sign-ins that wait for a second factor or run now. Under `jwt()`
 * and `sealed()` sessions live until their end, because nothing on the server can end them.
 *
 * @param except the session that stays.
 * @param by the run that ends them. It may begin a session itself.
 */
export async function endSessions<U extends User>(
  { setting, pending, accounts }: Parts<U>,
  userId: string,
  except: Session<object> | null,
  by: string = "",
): Promise<void> {
  const at = setting.now();
  const id = await oneTimeId(ENDED, newSecret());
  const stays = except?.userId === userId ? except.id : null;
  const data = JSON.stringify({ at, by, stays });
  const { sessions } = setting.engine;
  // As long as a session from before it can live that nothing can end: see `wasEnded`.
  const lifetime = isUnsupported(sessions) ? setting.lifetime.absolute : 0;
  const expiresAt = at + Math.max(SHORTEST, lifetime);
  const mark = { id, purpose: ENDED, group: userId, data, expiresAt };
  // First, so that a sign-in that begins its session after the others were ended sees the mark.
  await accounts.oneTime.put(mark, at);
  await pending.dropAll(userId);
  if (isUnsupported(sessions)) return;
  if (except?.userId === userId) await sessions.revokeOthers(except);
  else await sessions.revokeAll(userId);
}

/**
 * Checks whether another run has ended the sessions of a user since a time. A sign-in may have verified a
 * password just before it was replaced, and begin its session just after the others were ended.
 *
 * @param since milliseconds since the Unix epoch.
 * @param sessionId the session that asks, if there is one. It may be the one that stays.
 */
export async function haveEndedSince<U extends User>(
  { setting, accounts }: Parts<U>,
  userId: string,
  since: number,
  run: string,
  sessionId: string = "",
): Promise<boolean> {
  const marks = await accounts.oneTime.list(ENDED, userId, setting.now());
  return marks.some(({ data }) => {
    const { at, by, stays } = Object(JSON.parse(data));
    return at > since && by !== run && stays !== sessionId;
  });
}

/**
 * Checks whether a session of `jwt()` or `sealed()`, which nothing can end, was to end. It then changes no
 * account any more: otherwise a stranger who signed up with the address of another person could add a way
 * in after that person took the account over. The sessions of a store are gone by then.
 */
export async function wasEnded<U extends User>(
  parts: Parts<U>,
  { id, userId, authenticatedAt }: Session<object>,
): Promise<boolean> {
  if (!isUnsupported(parts.setting.engine.sessions)) return false;
  // These sessions have whole seconds.
  return haveEndedSince(parts, userId, authenticatedAt.getTime() + 999, "", id);
}
