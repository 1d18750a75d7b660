import { backOff } from "../../retry.ts";
import type { PostgresPool, PostgresResult, PostgresValue } from "./client.ts";
import { ANSWER_TIMEOUT } from "./pool.ts";

/** How often a statement runs before a conflict with other transactions rejects. */
const TRIES = 10;
/** The longest pause before the next try; milliseconds. */
const LONGEST_PAUSE = 64;

// serialization_failure and deadlock_detected: the server changed nothing, and the next try may succeed.
const CONFLICTS: readonly unknown[] = ["40001", "40P01"];

/**
 * An SQL condition that is true on a primary and fails on a standby. A standby may lack a new session,
 * or the end of a session. PostgreSQL evaluates the condition once per statement, even if the statement
 * finds no row. It fails with an error, so that the pool discards the connection. The next connection can
 * lead to the current primary.
 */
export const ON_PRIMARY = "(SELECT 1 / (NOT pg_is_in_recovery())::integer) = 1";
const DIVISION_BY_ZERO = "22012";

/** A statement with a unique name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs a statement. */
export type Query = (statement: Statement, values: PostgresValue[]) => Promise<PostgresResult>;

/**
 * Creates a function that runs statements on any connection of the pool, each in its own transaction.
 *
 * @param timeout How long a statement waits for its answer, in milliseconds. Then the connection is closed.
 */
export function queryOn(
  pool: PostgresPool,
  prepare: boolean,
  timeout: number = ANSWER_TIMEOUT,
): Query {
  return async (statement, values) => {
    if (!values.every(isStorable)) throw notStorable();
    const { name, text } = statement;
    const request = { ...(prepare ? { name } : {}), text, values, query_timeout: timeout };
    for (let tries = 1; ; tries++) {
      try {
        return await pool.query(request);
      } catch (error) {
        if (codeOf(error) === DIVISION_BY_ZERO) throw notPrimary(error);
        if (tries === TRIES || !CONFLICTS.includes(codeOf(error))) throw error;
        await backOff(tries, LONGEST_PAUSE);
      }
    }
  };
}

/** Checks whether PostgreSQL returns a text unchanged: it rejects U+0000, and a lone surrogate is lost in UTF-8. */
export function isStorable(value: PostgresValue): boolean {
  return typeof value !== "string" || (value.isWellFormed() && !value.includes("\u0000"));
}

function notStorable(): Error {
  return new Error(
    "PostgreSQL stores only well-formed text without U+0000. A value has U+0000 or a lone surrogate.",
  );
}

function notPrimary(cause: unknown): Error {
  return new Error(
    "This PostgreSQL server is a standby, which may be behind. Sessions and accounts are read from the primary only: connect to the primary.",
    { cause },
  );
}

/** Returns the SQLSTATE of an error of PostgreSQL. */
export function codeOf(error: unknown): unknown {
  return Object(error).code;
}
