import type { PostgresPool, PostgresResult, PostgresValue } from "./client.ts";
import { PATIENCE } from "./settings.ts";

/** Times a statement is run before a conflict with others is the caller's. */
const TRIES = 10;
/** The longest wait before the next try; milliseconds. */
const LONGEST_WAIT = 64;

// serialization_failure and deadlock_detected: nothing was done, and the next try may succeed.
const CONFLICTS: readonly unknown[] = ["40001", "40P01"];

/** A statement under a name of its own. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Ask = (statement: Statement, values: PostgresValue[]) => Promise<PostgresResult>;

/**
 * Runs statements on any connection of the pool, each in a transaction of its own.
 *
 * @param patience milliseconds without an answer after which the connection is dropped.
 */
export function askOn(pool: PostgresPool, prepare: boolean, patience: number = PATIENCE): Ask {
  return async (statement, values) => {
    if (!values.every(isStorable)) throw notStorable();
    const { name, text } = statement;
    const query = { ...(prepare ? { name } : {}), text, values, query_timeout: patience };
    for (let tries = 1; ; tries++) {
      try {
        return await pool.query(query);
      } catch (error) {
        if (tries === TRIES || !CONFLICTS.includes(codeOf(error))) throw error;
        await wait(Math.random() * Math.min(2 ** tries, LONGEST_WAIT));
      }
    }
  };
}

/** Whether text comes back as it went in: PostgreSQL has no U+0000, and half a surrogate pair is lost on the way. */
export function isStorable(value: PostgresValue): boolean {
  return typeof value !== "string" || (value.isWellFormed() && !value.includes("\u0000"));
}

function notStorable(): Error {
  return new Error("PostgreSQL keeps well-formed text without U+0000, and a text given is not.");
}

/** The SQLSTATE of an error of PostgreSQL. */
export function codeOf(error: unknown): unknown {
  return Object(error).code;
}

/** Lets the others go first. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
