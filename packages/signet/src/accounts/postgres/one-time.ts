import { ON_PRIMARY, type Query, type Statement } from "../../database/postgres/query.ts";
import { integer } from "../../database/shared/columns.ts";
import type { OneTimeToken, OneTimeTokens } from "../contract.ts";
import { ONE_TIME_COLUMNS, toOneTimeToken } from "../shared/rows.ts";
import { isStorable } from "../shared/storable.ts";

/** Maximum number of expired tokens that each new token deletes. */
const PURGED_PER_PUT = 8;
const COLUMNS = ONE_TIME_COLUMNS;

const PUT: Statement = {
  name: "signet_put_one_time",
  text: `
WITH purged AS (
  DELETE FROM signet_one_time WHERE id = ANY (ARRAY(
    SELECT id FROM signet_one_time WHERE expires_at <= $6 AND id <> $1
    ORDER BY expires_at LIMIT ${PURGED_PER_PUT} FOR UPDATE SKIP LOCKED)))
INSERT INTO signet_one_time (${COLUMNS}, attempts) VALUES ($1, $2, $3, $4, $5, 0)
ON CONFLICT (id) DO UPDATE SET purpose = excluded.purpose, token_group = excluded.token_group,
  data = excluded.data, expires_at = excluded.expires_at, attempts = 0
WHERE signet_one_time.expires_at <= $6`,
};
const FIND: Statement = {
  name: "signet_find_one_time",
  text: `SELECT ${COLUMNS} FROM signet_one_time WHERE id = $1 AND expires_at > $2 AND ${ON_PRIMARY}`,
};
const TAKE: Statement = {
  name: "signet_take_one_time",
  text: `DELETE FROM signet_one_time WHERE id = $1 AND expires_at > $2 RETURNING ${COLUMNS}`,
};
const COUNT: Statement = {
  name: "signet_count_one_time",
  text: `UPDATE signet_one_time SET attempts = attempts + 1 WHERE id = $1 AND expires_at > $2
    RETURNING attempts`,
};
const LIST: Statement = {
  name: "signet_list_one_time",
  text: `SELECT ${COLUMNS} FROM signet_one_time
    WHERE purpose = $1 AND token_group = $2 AND expires_at > $3 AND ${ON_PRIMARY}`,
};
const DROP: Statement = {
  name: "signet_drop_one_time",
  text: "DELETE FROM signet_one_time WHERE purpose = $1 AND token_group = $2",
};

/** Keeps one-time tokens. Each operation is one statement. */
export function oneTimeOn(query: Query): OneTimeTokens {
  async function first(statement: Statement, id: string, now: number): Promise<unknown> {
    // PostgreSQL cannot have stored such an id.
    return isStorable(id) ? (await query(statement, [id, now])).rows[0] : undefined;
  }

  return {
    async put({ id, purpose, group, data, expiresAt }, now) {
      return (await query(PUT, [id, purpose, group, data, expiresAt, now])).rowCount === 1;
    },

    find: async (id, now) => tokenIn(await first(FIND, id, now)),

    take: async (id, now) => tokenIn(await first(TAKE, id, now)),

    async countAttempt(id, now) {
      const row = await first(COUNT, id, now);
      return row === undefined ? null : integer(Object(row).attempts);
    },

    async list(purpose, group, now) {
      if (!isStorable(purpose) || !isStorable(group)) return [];
      return (await query(LIST, [purpose, group, now])).rows.map(toOneTimeToken);
    },

    async drop(purpose, group) {
      return (await query(DROP, [purpose, group])).rowCount ?? 0;
    },
  };
}

function tokenIn(row: unknown): OneTimeToken | null {
  return row === undefined ? null : toOneTimeToken(row);
}
