import { resolve } from "node:path";
import type { FeedStore } from "../feed.ts";
import { countClient } from "../shared/client-count.ts";
import { withSource } from "../shared/source.ts";
import { retryWhileBusy } from "./busy.ts";
import type { SqliteDatabase } from "./client.ts";
import { openFile } from "./file.ts";
import { operationsOn, type SqliteOperations } from "./operations.ts";
import { migrate } from "./schema.ts";

export type { SqliteDatabase, SqliteStatement, SqliteValue } from "./client.ts";

/** A {@link FeedStore} in a SQLite file. */
export interface SqliteStore extends FeedStore {
  /**
   * Releases the file. The file closes unless another store of this process uses it. The next operation
   * opens it again, except `revocationsSince`, which runs in the background. A handle that you passed to
   * `sqliteStore` stays open.
   */
  close(): void;
}

/** How often the store checks whether the path leads to another file; milliseconds. */
const CHECK_INTERVAL = 1_000;

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
  let opened: Opened | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  if (typeof source !== "string") countClient(source, fileOf(source), ADVICE);

  function close(): void {
    opened?.close();
    opened = null;
  }

  function operations(): SqliteOperations {
    isClosed = false;
    const now = performance.now();
    if (now - checkedAt > CHECK_INTERVAL) {
      checkedAt = now;
      // The path may lead to a restored backup or a new file. The open file is then out of date.
      if (opened?.isReplaced()) close();
    }
    opened ??= typeof source === "string" ? onFile(source) : onHandle(source);
    return opened.operations;
  }

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
      if (isClosed) throw new Error("The store was closed. It opens again with the next request.");
      return operations().revocationsSince(...args);
    },
    // SQLite does not notify a process about the writes of others.
    subscribe: () => () => {},
    purgeExpired: (now, limit) => retryWhileBusy(async () => operations().purgeExpired(now, limit)),
    adopt: (adoption) => retryWhileBusy(async () => operations().adopt(adoption)),
    findToAdopt: async (candidate) => operations().findToAdopt(candidate),
    bar: (bar) => retryWhileBusy(async () => operations().bar(bar)),
    close() {
      close();
      isClosed = true;
    },
  };
  if (source === ":memory:") return store;
  return withSource(store, typeof source === "string" ? `sqlite ${resolve(source)}` : source);
}

interface Opened {
  readonly operations: SqliteOperations;
  isReplaced(): boolean;
  close(): void;
}

function onFile(path: string): Opened {
  const file = openFile(path);
  try {
    // Another copy of the library, of an earlier release, may have opened the file.
    migrate(file.database);
    return { ...file, operations: operationsOn(file.database) };
  } catch (error) {
    file.close();
    throw error;
  }
}

function onHandle(database: SqliteDatabase): Opened {
  migrate(database);
  return { operations: operationsOn(database), isReplaced: () => false, close() {} };
}

const ADVICE =
  "Give sqliteStore() the path, which it opens once in a process. Or keep the handle: globalThis.database ??= new DatabaseSync(…).";

/** Returns the path of a handle's file; `null` if there is no file or the handle does not report it. */
function fileOf(database: SqliteDatabase): string | null {
  const path = database.location?.() ?? database.name;
  return typeof path === "string" && path !== ":memory:" ? path : null;
}
