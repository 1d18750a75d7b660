import { resolve } from "node:path";
import { retryWhileBusy } from "../../database/sqlite/busy.ts";
import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { onUse } from "../../database/sqlite/on-use.ts";
import type { FeedStore } from "../feed.ts";
import { withSource } from "../shared/source.ts";
import { operationsOn } from "./operations.ts";
import { migrate } from "./schema.ts";

/** A {@link FeedStore} in a SQLite file. */
export interface SqliteStore extends FeedStore {
  /**
   * Releases the file. The file closes unless another store of this process uses it. The next operation
   * opens it again, except `revocationsSince`, which runs in the background. A handle that you passed to
   * `sqliteStore` stays open.
   */
  close(): void;
}

/**
 * Creates a store in a SQLite file, for one server or for several processes on one machine. The first
 * operation creates the file, its folder and its tables, so a build that only imports the module opens
 * nothing. All stores of a process with the same path share one open file.
 *
 * A write waits up to 2 seconds for the writes of other connections, and rejects after that. `subscribe`
 * never calls its function: SQLite does not report the writes of other processes.
 *
 * @param source The path of the file, which `node:sqlite` opens (`":memory:"` keeps sessions in this
 *   process); or an open handle of `node:sqlite`, better-sqlite3 or a client with the same methods. A handle
 *   keeps its own settings: set `journal_mode = WAL`, `synchronous = FULL` and a `busy_timeout`.
 * @example
 * ```ts
 * import { hybrid } from "signet-auth";
 * import { sqliteStore } from "signet-auth/sqlite";
 *
 * const strategy = hybrid({ store: sqliteStore("data/sessions.db") });
 * ```
 */
export function sqliteStore(source: string | SqliteDatabase): SqliteStore {
  const { operations, isClosed, close } = onUse(source, {
    maker: "sqliteStore",
    migrate,
    operationsOn,
  });
  const store: SqliteStore = {
    create: (record, maxPerUser, replacing) =>
      retryWhileBusy(async () => operations().create(record, maxPerUser, replacing)),
    find: async (id) => operations().find(id),
    renew: (id, renewal) => retryWhileBusy(async () => operations().renew(id, renewal)),
    update: (id, change) => retryWhileBusy(async () => operations().update(id, change)),
    revoke: (id) => retryWhileBusy(async () => operations().revoke(id)),
    listByUser: async (userId, now) => operations().listByUser(userId, now),
    revokeByUser: (userId, exceptId) =>
      retryWhileBusy(async () => operations().revokeByUser(userId, exceptId)),
    revokeEverything: () => retryWhileBusy(async () => operations().revokeEverything()),
    async revocationsSince(...args) {
      // Called in the background, so it must not open a file that the application has closed.
      if (isClosed())
        throw new Error("The store was closed. It opens again with the next request.");
      return operations().revocationsSince(...args);
    },
    // SQLite does not notify a process about the writes of others.
    subscribe: () => () => {},
    purgeExpired: (now, limit) => retryWhileBusy(async () => operations().purgeExpired(now, limit)),
    adopt: (adoption) => retryWhileBusy(async () => operations().adopt(adoption)),
    findToAdopt: async (candidate) => operations().findToAdopt(candidate),
    bar: (bar) => retryWhileBusy(async () => operations().bar(bar)),
    close,
  };
  if (source === ":memory:") return store;
  return withSource(store, typeof source === "string" ? `sqlite ${resolve(source)}` : source);
}
