import { DatabaseSync } from "node:sqlite";
import { GIVES_UP_AFTER, isBusy } from "./busy.ts";
import { migrate } from "./schema.ts";

/** How long SQLite itself waits for another's write, once the file is open; nothing else goes on then. Milliseconds. */
const STANDSTILL = 5;
/** How soon opening is tried again while another process makes the file; milliseconds. */
const RETRY_AFTER = 10;

/**
 * Opens a database file with a write-ahead log, so that reads never wait for a write, and flushed to
 * the disk before a write is acknowledged.
 */
export function openDatabase(path: string): DatabaseSync {
  const deadline = Date.now() + GIVES_UP_AFTER;
  for (;;) {
    const database = new DatabaseSync(path, { timeout: GIVES_UP_AFTER });
    try {
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
      migrate(database);
      database.exec(`PRAGMA busy_timeout = ${STANDSTILL}`);
      return database;
    } catch (error) {
      database.close();
      // Of several processes that turn a new file to WAL at once SQLite sends all but one away,
      // whatever the timeout says.
      if (!isBusy(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER);
    }
  }
}
