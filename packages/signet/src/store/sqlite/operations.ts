import type { DatabaseSync } from "node:sqlite";
import type { Store } from "../contract.ts";
import { toRecord } from "./record.ts";

/** Expired sessions a `create` drops at most, so that no sign-in pays for a thousand others. */
const PURGED_PER_CREATE = 8;

/** The contract on an open database; every statement is prepared once. */
export function operationsOn(database: DatabaseSync): Store {
  const insert = database.prepare(
    `INSERT INTO signet_sessions (id, secret_hash, user_id, data, version, created_at,
       authenticated_at, renewed_at, expires_at, device_label, user_agent, ip)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    async create(record, maxPerUser) {
      database.exec("BEGIN IMMEDIATE");
      try {
        insert.run(
          record.id,
          record.secretHash,
          record.userId,
          record.data,
          record.version,
          record.createdAt,
          record.authenticatedAt,
          record.renewedAt,
          record.expiresAt,
          record.deviceLabel,
          record.userAgent,
          record.ip,
        );
        const { id, userId, createdAt } = record;
        const ended =
          maxPerUser === null
            ? 0
            : Number(removeOldest.run(userId, id, createdAt, maxPerUser - 1).changes);
        purge.run(createdAt, PURGED_PER_CREATE);
        database.exec("COMMIT");
        return ended;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },

    async find(id) {
      const row = select.get(id);
      return row === undefined ? null : toRecord(row);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      return renew.run(renewedAt, expiresAt, id, ifRenewedAt).changes === 1;
    },

    async update(id, { data, ifVersion }) {
      return update.run(data, id, ifVersion).changes === 1;
    },

    async revoke(id) {
      return remove.run(id).changes === 1;
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
