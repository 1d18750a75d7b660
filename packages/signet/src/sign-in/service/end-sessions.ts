import type { User } from "../../accounts/contract.ts";
import { isUnsupported } from "../../errors.ts";
import type { Session } from "../../session/types.ts";
import type { Parts } from "./parts.ts";

/**
 * Ends the sessions of a user, and the sign-ins that wait for a second factor. Under `jwt()` and
 * `sealed()` sessions live until their end, because nothing on the server can end them.
 *
 * @param except the session that stays.
 */
export async function endSessions<U extends User>(
  { setting, pending }: Parts<U>,
  userId: string,
  except: Session<object> | null,
): Promise<void> {
  await pending.dropAll(userId);
  const { sessions } = setting.engine;
  if (isUnsupported(sessions)) return;
  if (except?.userId === userId) await sessions.revokeOthers(except);
  else await sessions.revokeAll(userId);
}
