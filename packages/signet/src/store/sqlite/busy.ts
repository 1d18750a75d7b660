import { wait } from "../../retry.ts";

/** How long a write waits for others' writes before it gives up; milliseconds. */
export const GIVES_UP_AFTER = 2_000;
/** The longest pause before it tries again; milliseconds. */
const LONGEST_PAUSE = 10;

/**
 * Tries again while another connection writes. SQLite's own way to wait stops the whole process,
 * reads of other sessions among it; between these tries everybody else goes on.
 */
export async function onceFree<T>(operation: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + GIVES_UP_AFTER;
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
    }
    await wait(Math.random() * LONGEST_PAUSE);
  }
}

/** SQLITE_BUSY or one of its extended codes, as node:sqlite and as better-sqlite3 tell it. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("errcode" in error) return typeof error.errcode === "number" && (error.errcode & 0xff) === 5;
  return "code" in error && typeof error.code === "string" && /^SQLITE_BUSY/.test(error.code);
}
