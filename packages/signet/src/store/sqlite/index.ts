import type { FeedStore } from "../feed.ts";
import { onceFree } from "./busy.ts";
import type { SqliteDatabase } from "./client.ts";
import { openDatabase } from "./open.ts";
import { operationsOn, type SqliteOperations } from "./operations.ts";
import { migrate } from "./schema.ts";

export type { SqliteDatabase, SqliteStatement, SqliteValue } from "./client.ts";

/** A {@link FeedStore} in a SQLite file, and the way to let go of the file. */
export interface SqliteStore extends FeedStore {
  /** Closes the file; the next operation opens it again. A handle that was given stays open. */
  close(): void;
}

/**
 * Keeps sessions in a SQLite file, for one server or several processes on one machine. The file, its
 * folder and its tables are made on first use, so that a build which only imports this opens nothing.
 *
 * @param source the file's path, opened with `node:sqlite` (`":memory:"` keeps sessions in this
 *   process); or an open handle of better-sqlite3 or whatever does the same. A handle keeps its
 *   settings: give it `journal_mode = WAL`, `synchronous = FULL` and a `busy_timeout`.
 */
export function sqliteStore(source: string | SqliteDatabase): SqliteStore {
  let opened: { operations: SqliteOperations; close(): void } | null = null;

  function operations(): SqliteOperations {
    opened ??= typeof source === "string" ? onFile(source) : onHandle(source);
    return opened.operations;
  }

  return {
    create: (record, maxPerUser, replacing) =>
      onceFree(async () => operations().create(record, maxPerUser, replacing)),
    find: async (id) => operations().find(id),
    renew: (id, renewal) => onceFree(async () => operations().renew(id, renewal)),
    update: (id, change) => onceFree(async () => operations().update(id, change)),
    revoke: (id) => onceFree(async () => operations().revoke(id)),
    listByUser: async (userId, now) => operations().listByUser(userId, now),
    revokeByUser: (userId, exceptId) =>
      onceFree(async () => operations().revokeByUser(userId, exceptId)),
    revokeEverything: () => onceFree(async () => operations().revokeEverything()),
    revocationsSince: async (...asked) => operations().revocationsSince(...asked),
    // Nothing in SQLite says that another process has written.
    subscribe: () => () => {},
    purgeExpired: (now, limit) => onceFree(async () => operations().purgeExpired(now, limit)),
    close() {
      opened?.close();
      opened = null;
    },
  };
}

function onFile(path: string) {
  const database = openDatabase(path);
  return { operations: operationsOn(database), close: () => database.close() };
}

function onHandle(database: SqliteDatabase) {
  migrate(database);
  return { operations: operationsOn(database), close() {} };
}
