import { wait } from "../../retry.ts";

/** How long a write waits for the writes of other connections; milliseconds. */
export const BUSY_TIMEOUT = 2_000;
/** The longest pause between two tries; milliseconds. */
const LONGEST_PAUSE = 10;

/**
 * Runs an operation again while another connection writes. SQLite's own busy timeout blocks the whole
 * process, with all reads of other requests. Between these tries the process continues.
 *
 * @throws The last error of SQLite, if the database is busy for more than {@link BUSY_TIMEOUT}.
 */
export async function retryWhileBusy<T>(operation: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
    }
    await wait(Math.random() * LONGEST_PAUSE);
  }
}

/** Checks for SQLITE_BUSY and its extended codes, in the error formats of node:sqlite and better-sqlite3. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("errcode" in error) return typeof error.errcode === "number" && (error.errcode & 0xff) === 5;
  return "code" in error && typeof error.code === "string" && /^SQLITE_BUSY/.test(error.code);
}
