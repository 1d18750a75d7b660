import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { inTransaction } from "../../database/sqlite/transaction.ts";
import type { Authenticators, NewAuthenticator } from "../contract.ts";
import { AUTHENTICATOR_COLUMNS, toAuthenticator } from "../shared/rows.ts";
import { checkStorable, isStorable } from "../shared/storable.ts";

/** Keeps authenticators. Prepares every statement once. A list of kinds is a JSON text. */
export function authenticatorsOn(database: SqliteDatabase): Authenticators {
  const COLUMNS = AUTHENTICATOR_COLUMNS;
  const find = database.prepare(
    `SELECT ${COLUMNS} FROM signet_authenticators WHERE kind = ? AND id = ?`,
  );
  const list = database.prepare(
    `SELECT ${COLUMNS} FROM signet_authenticators WHERE user_id = ? ORDER BY created_at, rowid`,
  );
  const insert = `INSERT INTO signet_authenticators (${COLUMNS}) VALUES (?, ?, ?, ?, 0, ?, NULL)`;
  const insertNew = database.prepare(`${insert} ON CONFLICT (kind, id) DO NOTHING`);
  const insertOrFail = database.prepare(insert);
  const update = database.prepare(
    `UPDATE signet_authenticators SET data = ?, used_at = ?, version = version + 1
     WHERE kind = ? AND id = ? AND version = ?`,
  );
  const isOf = database.prepare(
    "SELECT 1 FROM signet_authenticators WHERE kind = ? AND id = ? AND user_id = ?",
  );
  const remove = database.prepare(
    `DELETE FROM signet_authenticators WHERE kind = ?1 AND id = ?2 AND user_id = ?3
     AND (?4 IS NULL OR EXISTS (
       SELECT 1 FROM signet_authenticators AS other JOIN json_each(?4) AS kept
       ON other.kind = kept.value ->> 'kind' AND other.id = kept.value ->> 'id'
       WHERE other.user_id = ?3 AND other.rowid <> signet_authenticators.rowid))`,
  );
  const removeAll = database.prepare("DELETE FROM signet_authenticators WHERE user_id = ?");
  const removeKinds = database.prepare(
    `DELETE FROM signet_authenticators WHERE user_id = ?
     AND kind IN (SELECT value FROM json_each(?))`,
  );

  return {
    async find(kind, id) {
      if (!isStorable(kind) || !isStorable(id)) return null;
      const row = find.get(kind, id);
      return row === undefined || row === null ? null : toAuthenticator(row);
    },

    async list(userId) {
      return isStorable(userId) ? list.all(userId).map(toAuthenticator) : [];
    },

    async add(one) {
      return changes(insertNew.run(...valuesOf(one))) === 1;
    },

    async update(kind, id, { data, usedAt, ifVersion }) {
      if (!isStorable(kind) || !isStorable(id)) return false;
      checkStorable([data]);
      return changes(update.run(data, usedAt, kind, id, ifVersion)) === 1;
    },

    async remove({ kind, id, userId }, keepOneOf) {
      const kept = keepOneOf === null ? null : JSON.stringify(keepOneOf);
      // The database cannot have stored such a text. A request may name one.
      if (![kind, id, userId].every(isStorable)) return "missing";
      return inTransaction(database, () => {
        if (changes(remove.run(kind, id, userId, kept)) === 1) return "removed";
        return isOf.get(kind, id, userId) == null ? "missing" : "last";
      });
    },

    async replace(userId, kind, others) {
      checkStorable([userId, kind]);
      inTransaction(database, () => {
        removeKinds.run(userId, JSON.stringify([kind]));
        for (const one of others) insertOrFail.run(...valuesOf(one));
      });
    },

    async removeAll(userId, kinds) {
      checkStorable([userId]);
      return changes(
        kinds === null ? removeAll.run(userId) : removeKinds.run(userId, JSON.stringify(kinds)),
      );
    },
  };
}

function valuesOf({ kind, id, userId, data, createdAt }: NewAuthenticator) {
  const values = [kind, id, userId, data, createdAt];
  checkStorable(values);
  return values;
}

function changes(result: { readonly changes: number | bigint }): number {
  return Number(result.changes);
}
