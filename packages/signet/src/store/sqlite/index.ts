import type { Store } from "../contract.ts";
import { openDatabase } from "./client.ts";
import { operationsOn } from "./operations.ts";

/** A {@link Store} in a SQLite file, and the way to let go of the file. */
export interface SqliteStore extends Store {
  /** Closes the file. The next operation opens it again. */
  close(): void;
}

/**
 * Keeps sessions in a SQLite file (`node:sqlite`), for one server or several processes on one
 * machine. The file, its folder and its table are made on first use, so that a build which only
 * imports this opens nothing.
 *
 * @param path of the file; `":memory:"` keeps sessions in this process.
 */
export function sqliteStore(path: string): SqliteStore {
  let opened: { operations: Store; close(): void } | null = null;

  function operations(): Store {
    if (opened === null) {
      const database = openDatabase(path);
      opened = { operations: operationsOn(database), close: () => database.close() };
    }
    return opened.operations;
  }

  return {
    create: async (record, maxPerUser) => operations().create(record, maxPerUser),
    find: async (id) => operations().find(id),
    renew: async (id, renewal) => operations().renew(id, renewal),
    update: async (id, change) => operations().update(id, change),
    revoke: async (id) => operations().revoke(id),
    listByUser: async (userId, now) => operations().listByUser(userId, now),
    revokeByUser: async (userId, exceptId) => operations().revokeByUser(userId, exceptId),
    purgeExpired: async (now, limit) => operations().purgeExpired(now, limit),
    close() {
      opened?.close();
      opened = null;
    },
  };
}
