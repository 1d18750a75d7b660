import type {
  Accounts,
  Authenticators,
  NewAuthenticator,
  User,
  Users,
} from "../../accounts/contract.ts";
import { notSignedIn } from "../../errors.ts";
import type { Session } from "../../session/types.ts";
import { haveEndedSince, wasEnded } from "./end-sessions.ts";
import type { Running } from "./running.ts";

/**
 * Returns the accounts for an operation of a session. What the operation adds is removed again, and the
 * address of the user stays, if the session was ended since the operation has begun. Otherwise a stranger
 * who signed up with the address of another person could add a way in at the moment in which that person
 * takes the account over. Who ends sessions writes that first and removes authenticators afterwards, so one
 * of the two sees the other.
 *
 * `add`, `replace` and `update` then reject with the `SignetError` `not-signed-in`.
 *
 * @param needsSession whether the operation adds authenticators only to the user of the session.
 */
export function watched<U extends User>(
  { parts, now, id: run }: Pick<Running<U>, "parts" | "now" | "id">,
  session: Session<object>,
  needsSession: boolean,
): Accounts<U> {
  const { users, authenticators, oneTime } = parts.accounts;
  const hasEnded = () => haveEndedSince(parts, session.userId, now, run, session.id);

  async function check(added: readonly NewAuthenticator[]): Promise<void> {
    if (!(await hasEnded())) return;
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
  const watchingUsers: Users<U> = {
    find: (...args) => users.find(...args),
    findByEmail: (...args) => users.findByEmail(...args),
    create: (...args) => users.create(...args),
    remove: (...args) => users.remove(...args),

    async update(id, change, ifEmail) {
      const isAddress = change.email !== undefined && id === session.userId;
      // The link or code of a mail needs no access, so nothing has asked yet whether this session was to end.
      if (isAddress && (await wasEnded(parts, session))) throw notSignedIn();
      const former = isAddress ? await users.find(id) : null;
      const user = await users.update(id, change, ifEmail);
      if (former === null || user === null || user === "taken" || !(await hasEnded())) return user;
      const { email, emailVerifiedAt } = former;
      await users.update(id, { email, emailVerifiedAt }, user.email);
      throw notSignedIn();
    },
  };
  return {
    users: watchingUsers,
    oneTime,
    authenticators: needsSession ? watching : authenticators,
  };
}
