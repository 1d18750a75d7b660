import { DatabaseSync } from "node:sqlite";
import { BUSY_TIMEOUT, isBusy } from "./busy.ts";

/**
 * How long SQLite itself waits for another connection's write once the file is open; milliseconds. This
 * wait blocks the whole process.
 */
const BLOCKING_TIMEOUT = 5;
/** The pause before the next try to open, while another process creates the file; milliseconds. */
const RETRY_AFTER = 10;

/**
 * Opens a database file. Sets a write-ahead log, so that reads never wait for a
 * write, and `synchronous = FULL`, so that an acknowledged write is on the disk.
 */
export function openDatabase(path: string): DatabaseSync {
  const deadline = Date.now() + BUSY_TIMEOUT;
  for (;;) {
    const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT });
    try {
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
      database.exec(`PRAGMA busy_timeout = ${BLOCKING_TIMEOUT}`);
      return database;
    } catch (error) {
      database.close();
      // If several processes set WAL on a new file at once, SQLite rejects all but one of them, whatever
      // the timeout is.
      if (!isBusy(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER);
    }
  }
}

/**
 * Runs `work`, such as the creation of tables, while SQLite waits up to {@link BUSY_TIMEOUT} for the writes
 * of other processes. For a database that {@link openDatabase} has opened.
 */
export function waitingForOthers(database: DatabaseSync, work: () => void): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  try {
    work();
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BLOCKING_TIMEOUT}`);
  }
}
