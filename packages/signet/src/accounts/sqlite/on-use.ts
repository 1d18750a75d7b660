import { retryWhileBusy } from "../../database/sqlite/busy.ts";
import type { Accounts } from "../contract.ts";
import type { StoredUsers } from "../shared/stored-users.ts";

/** The part of an account store that the library keeps also for an application with its own users. */
export type Factors = Pick<Accounts, "authenticators" | "oneTime">;

/** Opens the database on first use. A write waits while another connection writes. */
export function factorsOnUse(operations: () => Factors): Factors {
  const authenticators = () => operations().authenticators;
  const oneTime = () => operations().oneTime;
  return {
    authenticators: {
      find: async (kind, id) => authenticators().find(kind, id),
      list: async (userId) => authenticators().list(userId),
      add: (one) => retryWhileBusy(async () => authenticators().add(one)),
      update: (...given) => retryWhileBusy(async () => authenticators().update(...given)),
      remove: (...given) => retryWhileBusy(async () => authenticators().remove(...given)),
      replace: (...given) => retryWhileBusy(async () => authenticators().replace(...given)),
      removeAll: (...given) => retryWhileBusy(async () => authenticators().removeAll(...given)),
    },
    oneTime: {
      put: (token, now) => retryWhileBusy(async () => oneTime().put(token, now)),
      find: async (id, now) => oneTime().find(id, now),
      take: (id, now) => retryWhileBusy(async () => oneTime().take(id, now)),
      countAttempt: (id, now) => retryWhileBusy(async () => oneTime().countAttempt(id, now)),
      list: async (...given) => oneTime().list(...given),
      drop: (...given) => retryWhileBusy(async () => oneTime().drop(...given)),
    },
  };
}

/** Opens the database on first use. A write waits while another connection writes. */
export function storedUsersOnUse(operations: () => { readonly users: StoredUsers }): StoredUsers {
  const users = () => operations().users;
  return {
    find: async (id) => users().find(id),
    findByEmail: async (email) => users().findByEmail(email),
    create: (user) => retryWhileBusy(async () => users().create(user)),
    update: (...given) => retryWhileBusy(async () => users().update(...given)),
    setAttributes: (...given) => retryWhileBusy(async () => users().setAttributes(...given)),
    remove: (id) => retryWhileBusy(async () => users().remove(id)),
  };
}
