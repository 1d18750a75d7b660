import { integer } from "../../database/shared/columns.ts";
import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { inTransaction } from "../../database/sqlite/transaction.ts";
import type { OneTimeToken, OneTimeTokens } from "../contract.ts";
import { ONE_TIME_COLUMNS, toOneTimeToken } from "../shared/rows.ts";
import { checkStorable, isStorable } from "../shared/storable.ts";

/** Maximum number of expired tokens that each new token deletes. */
const PURGED_PER_PUT = 8;

/** Keeps one-time tokens. Prepares every statement once. */
export function oneTimeOn(database: SqliteDatabase): OneTimeTokens {
  const COLUMNS = ONE_TIME_COLUMNS;
  const purge = database.prepare(
    `DELETE FROM signet_one_time WHERE id IN
       (SELECT id FROM signet_one_time WHERE expires_at <= ? ORDER BY expires_at LIMIT ${PURGED_PER_PUT})`,
  );
  const put = database.prepare(
    `INSERT INTO signet_one_time (${COLUMNS}, attempts) VALUES (?, ?, ?, ?, ?, 0)
     ON CONFLICT (id) DO UPDATE SET purpose = excluded.purpose, token_group = excluded.token_group,
       data = excluded.data, expires_at = excluded.expires_at, attempts = 0
     WHERE signet_one_time.expires_at <= ?`,
  );
  const find = database.prepare(
    `SELECT ${COLUMNS} FROM signet_one_time WHERE id = ? AND expires_at > ?`,
  );
  const take = database.prepare(
    `DELETE FROM signet_one_time WHERE id = ? AND expires_at > ? RETURNING ${COLUMNS}`,
  );
  const count = database.prepare(
    `UPDATE signet_one_time SET attempts = attempts + 1 WHERE id = ? AND expires_at > ?
     RETURNING attempts`,
  );
  const list = database.prepare(
    `SELECT ${COLUMNS} FROM signet_one_time
     WHERE purpose = ? AND token_group = ? AND expires_at > ? ORDER BY rowid`,
  );
  const drop = database.prepare(
    "DELETE FROM signet_one_time WHERE purpose = ? AND token_group = ?",
  );

  return {
    async put({ id, purpose, group, data, expiresAt }, now) {
      checkStorable([id, purpose, group, data]);
      return inTransaction(database, () => {
        purge.run(now);
        return Number(put.run(id, purpose, group, data, expiresAt, now).changes) === 1;
      });
    },

    find: async (id, now) => (isStorable(id) ? tokenIn(find.get(id, now)) : null),

    // `all` and not `get`: some clients leave a statement unfinished after the first row, and the
    // transaction stays open then.
    take: async (id, now) => (isStorable(id) ? tokenIn(take.all(id, now)[0]) : null),

    async countAttempt(id, now) {
      const [row] = isStorable(id) ? count.all(id, now) : [];
      return row === undefined ? null : integer(Object(row).attempts);
    },

    async list(purpose, group, now) {
      if (!isStorable(purpose) || !isStorable(group)) return [];
      return list.all(purpose, group, now).map(toOneTimeToken);
    },

    async drop(purpose, group) {
      checkStorable([purpose, group]);
      return Number(drop.run(purpose, group).changes);
    },
  };
}

function tokenIn(row: unknown): OneTimeToken | null {
  return row === undefined || row === null ? null : toOneTimeToken(row);
}
