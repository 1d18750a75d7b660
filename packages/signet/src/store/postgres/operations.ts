import type { PostgresResult } from "../../database/postgres/client.ts";
import {
  isStorable,
  ON_PRIMARY,
  type Query,
  type Statement,
} from "../../database/postgres/query.ts";
import { integer } from "../../database/shared/columns.ts";
import type { Store } from "../contract.ts";
import { COLUMNS, toRecord, toValues } from "../shared/sql-row.ts";
import { adoptionOn } from "./adoption.ts";

const CREATE: Statement = {
  name: "signet_create",
  text: "CALL signet_create_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, NULL)",
};
const FIND: Statement = {
  name: "signet_find",
  text: `SELECT ${COLUMNS} FROM signet_sessions WHERE id = $1 AND ${ON_PRIMARY}`,
};
const RENEW: Statement = {
  name: "signet_renew",
  text: "UPDATE signet_sessions SET renewed_at = $1, expires_at = $2 WHERE id = $3 AND renewed_at = $4",
};
const UPDATE: Statement = {
  name: "signet_update",
  text: `
WITH changed AS (
  UPDATE signet_sessions SET data = $1, version = version + 1 WHERE id = $2 AND version = $3
  RETURNING id, version
), told AS (
  INSERT INTO signet_events (session_id, version, at)
  SELECT id, version, signet_now() FROM changed RETURNING 1)
SELECT signet_forget_events() FROM told`,
};
const REVOKE: Statement = {
  name: "signet_revoke",
  text: "CALL signet_revoke_session($1, NULL)",
};
const LIST: Statement = {
  name: "signet_list",
  text: `SELECT ${COLUMNS} FROM signet_sessions WHERE user_id = $1 AND expires_at > $2 AND ${ON_PRIMARY} ORDER BY created_at DESC, id`,
};
const REVOKE_BY_USER: Statement = {
  name: "signet_revoke_by_user",
  text: "CALL signet_revoke_by_user($1, $2, NULL)",
};
const PURGE: Statement = {
  name: "signet_purge",
  text: "SELECT signet_purge_expired($1, $2) AS ended",
};

const REVOKE_EVERYTHING: Statement = {
  name: "signet_revoke_everything",
  text: "CALL signet_revoke_everything()",
};

/**
 * Implements the contract. Each operation is one statement.
 *
 * @param queryLong Runs a statement that may take minutes.
 * @param sendHint Sends a hint of new events to other servers.
 */
export function operationsOn(query: Query, queryLong: Query, sendHint: () => void): Store {
  return {
    ...adoptionOn(query),

    async create(record, maxPerUser, replacing = null) {
      const count = ended(await query(CREATE, [...toValues(record), maxPerUser, replacing]));
      if (count > 0 || replacing !== null) sendHint();
      return count;
    },

    async find(id) {
      // PostgreSQL cannot have stored such an id.
      if (!isStorable(id)) return null;
      const { rows } = await query(FIND, [id]);
      return rows.length === 0 ? null : toRecord(rows[0]);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      return changed(await query(RENEW, [renewedAt, expiresAt, id, ifRenewedAt]));
    },

    async update(id, { data, ifVersion }) {
      const isDone = changed(await query(UPDATE, [data, id, ifVersion]));
      if (isDone) sendHint();
      return isDone;
    },

    async revoke(id) {
      const isDone = ended(await query(REVOKE, [id])) === 1;
      if (isDone) sendHint();
      return isDone;
    },

    async listByUser(userId, now) {
      return (await query(LIST, [userId, now])).rows.map(toRecord);
    },

    async revokeByUser(userId, exceptId) {
      const count = ended(await query(REVOKE_BY_USER, [userId, exceptId]));
      if (count > 0) sendHint();
      return count;
    },

    async revokeEverything() {
      await queryLong(REVOKE_EVERYTHING, []);
      sendHint();
    },

    async purgeExpired(now, limit) {
      return ended(await query(PURGE, [now, limit]));
    },
  };
}

function changed({ rowCount }: PostgresResult): boolean {
  return rowCount === 1;
}

/** Returns the number of sessions that a procedure ended. */
function ended({ rows }: PostgresResult): number {
  return integer(Object(rows[0]).ended);
}
