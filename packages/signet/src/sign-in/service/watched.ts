import type { Accounts, Authenticators, NewAuthenticator, User } from "../../accounts/contract.ts";
import { notSignedIn } from "../../errors.ts";
import type { Session } from "../../session/types.ts";
import { haveEndedSince } from "./end-sessions.ts";
import type { Running } from "./running.ts";

/**
 * Returns the accounts for an operation of a session. What the operation adds is removed again if the
 * session was ended since the operation has begun. Otherwise a stranger who signed up with the address of
 * another person could add a way in at the moment in which that person takes the account over. Who ends
 * sessions writes that first and removes authenticators afterwards, so one of the two sees the other.
 *
 * `add` and `replace` then reject with the `SignetError` `not-signed-in`.
 */
export function watched<U extends User>(
  { parts, now, id: run }: Pick<Running<U>, "parts" | "now" | "id">,
  session: Session<object>,
): Accounts<U> {
  const { accounts } = parts;
  const { authenticators } = accounts;

  async function check(added: readonly NewAuthenticator[]): Promise<void> {
    if (!(await haveEndedSince(parts, session.userId, now, run, session.id))) return;
    for (const one of added) await authenticators.remove(one, null);
    throw notSignedIn();
  }

  const watching: Authenticators = {
    find: (...args) => authenticators.find(...args),
    list: (...args) => authenticators.list(...args),
    update: (...args) => authenticators.update(...args),
    remove: (...args) => authenticators.remove(...args),
    removeAll: (...args) => authenticators.removeAll(...args),

    async add(one) {
      const isAdded = await authenticators.add(one);
      if (isAdded) await check([one]);
      return isAdded;
    },

    async replace(userId, kind, others) {
      await authenticators.replace(userId, kind, others);
      await check(others);
    },
  };
  return { users: accounts.users, oneTime: accounts.oneTime, authenticators: watching };
}
