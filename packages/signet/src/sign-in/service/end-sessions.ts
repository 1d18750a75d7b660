import type { User } from "../../accounts/contract.ts";
import { isUnsupported } from "../../errors.ts";
import type { Session } from "../../session/types.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";
import type { Parts } from "./parts.ts";

/** The purpose of the tokens that say when the sessions of a user were ended. */
const ENDED = "sign-in-sessions-ended";
/** Longer than a sign-in takes from its proof to its session; milliseconds. */
const KEPT = 600_000;

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
  const data = JSON.stringify({ at, by });
  const mark = { id, purpose: ENDED, group: userId, data, expiresAt: at + KEPT };
  // First, so that a sign-in that begins its session after the others were ended sees the mark.
  await accounts.oneTime.put(mark, at);
  await pending.dropAll(userId);
  const { sessions } = setting.engine;
  if (isUnsupported(sessions)) return;
  if (except?.userId === userId) await sessions.revokeOthers(except);
  else await sessions.revokeAll(userId);
}

/**
 * Checks whether another run has ended the sessions of a user since a time. A sign-in may have verified a
 * password just before it was replaced, and begin its session just after the others were ended.
 *
 * @param since milliseconds since the Unix epoch.
 */
export async function haveEndedSince<U extends User>(
  { setting, accounts }: Parts<U>,
  userId: string,
  since: number,
  run: string,
): Promise<boolean> {
  const marks = await accounts.oneTime.list(ENDED, userId, setting.now());
  return marks.some(({ data }) => {
    const { at, by } = Object(JSON.parse(data));
    return at > since && by !== run;
  });
}
