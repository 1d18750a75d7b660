import { backOff } from "../../retry.ts";
import type { PostgresPool, PostgresResult, PostgresValue } from "./client.ts";
import { PATIENCE } from "./options.ts";

/** Times a statement is run before a conflict with others is the caller's. */
const TRIES = 10;
/** The longest wait before the next try; milliseconds. */
const LONGEST_WAIT = 64;

// serialization_failure and deadlock_detected: nothing was done, and the next try may succeed.
const CONFLICTS: readonly unknown[] = ["40001", "40P01"];

/**
 * Holds on a primary, and fails on a standby, which may not have heard of a session, or of its end:
 * looked at once a statement, also where it finds nothing, and as an error, so that the pool drops the
 * connection and the next one leads to wherever the primary is by then.
 */
export const ON_PRIMARY = "(SELECT 1 / (NOT pg_is_in_recovery())::integer) = 1";
const DIVISION_BY_ZERO = "22012";

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
        if (codeOf(error) === DIVISION_BY_ZERO) throw isStandby(error);
        if (tries === TRIES || !CONFLICTS.includes(codeOf(error))) throw error;
        await backOff(tries, LONGEST_WAIT);
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

function isStandby(cause: unknown): Error {
  return new Error(
    "This PostgreSQL is a standby, which may be behind: sessions are read on the primary.",
    { cause },
  );
}

/** The SQLSTATE of an error of PostgreSQL. */
export function codeOf(error: unknown): unknown {
  return Object(error).code;
}
