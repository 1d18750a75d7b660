import type { Store } from "../contract.ts";
import type { PostgresPool, PostgresResult } from "./client.ts";
import { statement } from "./query.ts";
import { COLUMNS, toRecord, toValues } from "./record.ts";

/** Expired sessions a `create` drops at most, so that no sign-in pays for a thousand others. */
const PURGED_PER_CREATE = 8;

/** The contract on a database whose tables are there; each operation is one statement. */
export function operationsOn(pool: PostgresPool, prepare: boolean): Store {
  const prepared = (name: string, text: string) => statement(pool, prepare, name, text);

  const create = prepared(
    "create",
    `SELECT signet_create_session(ROW($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)::signet_sessions, $13, $14) AS ended`,
  );
  const find = prepared("find", `SELECT ${COLUMNS} FROM signet_sessions WHERE id = $1`);
  const renew = prepared(
    "renew",
    "UPDATE signet_sessions SET renewed_at = $2, expires_at = $3 WHERE id = $1 AND renewed_at = $4",
  );
  const update = prepared(
    "update",
    "UPDATE signet_sessions SET data = $2, version = version + 1 WHERE id = $1 AND version = $3",
  );
  const remove = prepared("revoke", "DELETE FROM signet_sessions WHERE id = $1");
  const list = prepared(
    "list",
    `SELECT ${COLUMNS} FROM signet_sessions WHERE user_id = $1 AND expires_at > $2
     ORDER BY created_at DESC, id`,
  );
  // In one order, so that two at once do not wait for each other.
  const removeByUser = prepared(
    "revoke_by_user",
    `DELETE FROM signet_sessions WHERE id IN (SELECT id FROM signet_sessions
       WHERE user_id = $1 AND id IS DISTINCT FROM $2 ORDER BY id FOR UPDATE)`,
  );
  const purge = prepared(
    "purge",
    `DELETE FROM signet_sessions WHERE id IN (SELECT id FROM signet_sessions
       WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
  );

  return {
    async create(record, maxPerUser) {
      const { rows } = await create(...toValues(record), maxPerUser, PURGED_PER_CREATE);
      return Number(Object(rows[0]).ended);
    },

    async find(id) {
      if (!isStorable(id)) return null;
      const { rows } = await find(id);
      return rows.length === 0 ? null : toRecord(rows[0]);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      return isStorable(id) && changed(await renew(id, renewedAt, expiresAt, ifRenewedAt)) === 1;
    },

    async update(id, { data, ifVersion }) {
      return isStorable(id) && changed(await update(id, data, ifVersion)) === 1;
    },

    async revoke(id) {
      return isStorable(id) && changed(await remove(id)) === 1;
    },

    async listByUser(userId, now) {
      return isStorable(userId) ? (await list(userId, now)).rows.map(toRecord) : [];
    },

    async revokeByUser(userId, exceptId) {
      return isStorable(userId) ? changed(await removeByUser(userId, exceptId)) : 0;
    },

    async purgeExpired(now, limit) {
      return changed(await purge(now, limit));
    },
  };
}

/** PostgreSQL keeps no text with a NUL in it, so nothing is there under one. */
function isStorable(text: string): boolean {
  return !text.includes("\0");
}

function changed({ rowCount }: PostgresResult): number {
  return rowCount ?? 0;
}
