import type { PostgresConnection, PostgresPool, PostgresQuery, PostgresResult } from "./client.ts";
import { WRONG_ISOLATION } from "./schema.ts";

/** How long a connection may say nothing before it is closed, so that none is stuck for ever; milliseconds. */
export const GIVE_UP_AFTER = 10_000;
/** How often a statement that lost against others is tried. */
const TRIES = 10;
/** Nothing was written: a serialization failure, a deadlock. */
const LOST = ["40001", "40P01"];

type Value = PostgresQuery["values"][number];

/** One statement of the store; the values in their order. */
export type Statement = (...values: Value[]) => Promise<PostgresResult>;

/**
 * Makes a statement that is one round trip. It is tried again where another transaction made it fail,
 * and within a transaction of its own where the connection's isolation level asks for one.
 *
 * @param prepare whether the server keeps it prepared under the name.
 */
export function statement(
  pool: PostgresPool,
  prepare: boolean,
  name: string,
  text: string,
): Statement {
  return async (...values) => {
    const query = {
      ...(prepare && { name: `signet_${name}` }),
      text,
      values,
      query_timeout: GIVE_UP_AFTER,
    };
    for (let tries = 1; ; tries++) {
      try {
        return await pool.query(query);
      } catch (error) {
        const code = codeOf(error);
        if (code === WRONG_ISOLATION) return inTransaction(pool, query);
        if (!LOST.includes(code) || tries === TRIES) throw error;
      }
    }
  };
}

async function inTransaction(pool: PostgresPool, query: PostgresQuery): Promise<PostgresResult> {
  const connection = await pool.connect();
  let isSound = false;
  try {
    await run(connection, "BEGIN ISOLATION LEVEL READ COMMITTED");
    const result = await connection.query(query);
    await run(connection, "COMMIT");
    isSound = true;
    return result;
  } finally {
    connection.release(!isSound);
  }
}

function run(connection: PostgresConnection, text: string): Promise<PostgresResult> {
  return connection.query({ text, values: [], query_timeout: GIVE_UP_AFTER });
}

function codeOf(error: unknown): string {
  return String(Object(error).code);
}
