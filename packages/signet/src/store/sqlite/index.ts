import { resolve } from "node:path";
import type { FeedStore } from "../feed.ts";
import { noticeClient } from "../shared/client-count.ts";
import { withSource } from "../shared/source.ts";
import { onceFree } from "./busy.ts";
import type { SqliteDatabase } from "./client.ts";
import { openFile } from "./file.ts";
import { operationsOn, type SqliteOperations } from "./operations.ts";
import { migrate } from "./schema.ts";

export type { SqliteDatabase, SqliteStatement, SqliteValue } from "./client.ts";

/** A {@link FeedStore} in a SQLite file, and the way to let go of the file. */
export interface SqliteStore extends FeedStore {
  /**
   * Lets go of the file, which is closed unless another store of this process uses it; the next
   * operation opens it again. A handle that was given stays open.
   */
  close(): void;
}

/** How often it is looked whether there is another file at the path; milliseconds. */
const BETWEEN_LOOKS = 1_000;

/**
 * Keeps sessions in a SQLite file, for one server or several processes on one machine. The file, its
 * folder and its tables are made on first use, so that a build which only imports this opens nothing.
 * However many stores a process makes on a path, the file is open once.
 *
 * @param source the file's path, opened with `node:sqlite` (`":memory:"` keeps sessions in this
 *   process); or an open handle of better-sqlite3 or whatever does the same. A handle keeps its
 *   settings: give it `journal_mode = WAL`, `synchronous = FULL` and a `busy_timeout`.
 */
export function sqliteStore(source: string | SqliteDatabase): SqliteStore {
  let opened: Opened | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  if (typeof source !== "string") noticeClient(source, whereOf(source), ADVICE);

  function close(): void {
    opened?.close();
    opened = null;
  }

  function operations(): SqliteOperations {
    isClosed = false;
    const now = performance.now();
    if (now - lookedAt > BETWEEN_LOOKS) {
      lookedAt = now;
      // Put there from a backup, or made anew: what was open is nobody's truth any more.
      if (opened?.isReplaced()) close();
    }
    opened ??= typeof source === "string" ? onFile(source) : onHandle(source);
    return opened.operations;
  }

  const store: SqliteStore = {
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
    async revocationsSince(...asked) {
      // Asked in the background, and that must not open what the application has closed.
      if (isClosed) throw new Error("The store is closed: it is for a request to open it.");
      return operations().revocationsSince(...asked);
    },
    // Nothing in SQLite says that another process has written.
    subscribe: () => () => {},
    purgeExpired: (now, limit) => onceFree(async () => operations().purgeExpired(now, limit)),
    adopt: (adoption) => onceFree(async () => operations().adopt(adoption)),
    findToAdopt: async (candidate) => operations().findToAdopt(candidate),
    bar: (bar) => onceFree(async () => operations().bar(bar)),
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
    // Whoever opened it may be of an earlier release.
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
  "Give sqliteStore() the path, which it opens once in a process, or keep the handle: globalThis.database ??= new DatabaseSync(…).";

/** The file of a handle; `null` where it has none, or does not tell. */
function whereOf(database: SqliteDatabase): string | null {
  const where = database.location?.() ?? database.name;
  return typeof where === "string" && where !== ":memory:" ? where : null;
}
