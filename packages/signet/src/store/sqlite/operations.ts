import type { Store } from "../contract.ts";
import { COLUMNS, toRecord, toValues } from "../sql-row.ts";
import type { SqliteDatabase } from "./client.ts";

/** Expired sessions a `create` drops at most, so that no sign-in pays for a thousand others. */
const PURGED_PER_CREATE = 8;

/** The contract on an open database; every statement is prepared once. */
export function operationsOn(database: SqliteDatabase): Store {
  const insert = database.prepare(
    `INSERT INTO signet_sessions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare("SELECT * FROM signet_sessions WHERE id = ?");
  const renew = database.prepare(
    "UPDATE signet_sessions SET renewed_at = ?, expires_at = ? WHERE id = ? AND renewed_at = ?",
  );
  const update = database.prepare(
    "UPDATE signet_sessions SET data = ?, version = version + 1 WHERE id = ? AND version = ?",
  );
  const remove = database.prepare("DELETE FROM signet_sessions WHERE id = ?");
  const list = database.prepare(
    `SELECT * FROM signet_sessions WHERE user_id = ? AND expires_at > ?
     ORDER BY created_at DESC, id`,
  );
  const removeOf = database.prepare("DELETE FROM signet_sessions WHERE id = ? AND user_id = ?");
  const removeOldest = database.prepare(
    `DELETE FROM signet_sessions WHERE id IN
       (SELECT id FROM signet_sessions WHERE user_id = ? AND id <> ? AND expires_at > ?
        ORDER BY created_at DESC, id LIMIT -1 OFFSET ?)`,
  );
  const removeByUser = database.prepare(
    "DELETE FROM signet_sessions WHERE user_id = ? AND id IS NOT ?",
  );
  const purge = database.prepare(
    `DELETE FROM signet_sessions WHERE id IN
       (SELECT id FROM signet_sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
  );

  return {
    async create(record, maxPerUser, replacing = null) {
      database.exec("BEGIN IMMEDIATE");
      try {
        insert.run(...toValues(record));
        const { id, userId, createdAt } = record;
        if (replacing !== null && replacing !== id) removeOf.run(replacing, userId);
        const ended =
          maxPerUser === null
            ? 0
            : Number(removeOldest.run(userId, id, createdAt, maxPerUser - 1).changes);
        purge.run(createdAt, PURGED_PER_CREATE);
        database.exec("COMMIT");
        return ended;
      } catch (error) {
        rollBack(database);
        throw error;
      }
    },

    async find(id) {
      const row = select.get(id);
      return row === undefined || row === null ? null : toRecord(row);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      return changed(renew.run(renewedAt, expiresAt, id, ifRenewedAt));
    },

    async update(id, { data, ifVersion }) {
      return changed(update.run(data, id, ifVersion));
    },

    async revoke(id) {
      return changed(remove.run(id));
    },

    async listByUser(userId, now) {
      return list.all(userId, now).map(toRecord);
    },

    async revokeByUser(userId, exceptId) {
      return Number(removeByUser.run(userId, exceptId).changes);
    },

    async purgeExpired(now, limit) {
      return Number(purge.run(now, limit).changes);
    },
  };
}

function changed({ changes }: { readonly changes: number | bigint }): boolean {
  return Number(changes) === 1;
}

/** Ends a transaction that failed, unless SQLite has done so by itself. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // There was none any more.
  }
}
