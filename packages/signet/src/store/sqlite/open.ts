import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./schema.ts";

/** How long a write waits for another process's write before it gives up; milliseconds. */
const BUSY_TIMEOUT = 2_000;
/** How soon opening is tried again while another process makes the file; milliseconds. */
const RETRY_AFTER = 10;

/**
 * Opens the database file, made on first use and readable by its owner alone, with a write-ahead log
 * so that reads never wait for a write, and flushed to the disk before a write is acknowledged.
 */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ":memory:") {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "a", 0o600));
  }
  const deadline = Date.now() + BUSY_TIMEOUT;
  for (;;) {
    const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT });
    try {
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
      migrate(database);
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

/** SQLITE_BUSY, or one of its extended codes. */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  return typeof error.errcode === "number" && (error.errcode & 0xff) === 5;
}
