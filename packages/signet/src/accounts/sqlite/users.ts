import type { SqliteDatabase, SqliteStatement } from "../../database/sqlite/client.ts";
import { inTransaction } from "../../database/sqlite/transaction.ts";
import type { StoredUser } from "../shared/rows.ts";
import { toUser, USER_COLUMNS } from "../shared/rows.ts";
import { checkStorable, isStorable } from "../shared/storable.ts";
import type { StoredUsers } from "../shared/stored-users.ts";

/** Keeps rows of users. Prepares every statement once. */
export function storedUsersOn(database: SqliteDatabase): StoredUsers {
  const byId = database.prepare(`SELECT ${USER_COLUMNS} FROM signet_users WHERE id = ?`);
  const byEmail = database.prepare(`SELECT ${USER_COLUMNS} FROM signet_users WHERE email = ?`);
  const insert = database.prepare(
    `INSERT INTO signet_users (${USER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (email) DO NOTHING`,
  );
  // The unique index of the address decides. OR IGNORE leaves the row as it is for a taken address.
  const change = database.prepare(
    `UPDATE OR IGNORE signet_users SET
       email = CASE WHEN ? THEN ? ELSE email END,
       email_verified_at = CASE WHEN ? THEN ? ELSE email_verified_at END,
       name = CASE WHEN ? THEN ? ELSE name END,
       image = CASE WHEN ? THEN ? ELSE image END
     WHERE id = ? AND (? OR email IS ?)`,
  );
  const matches = database.prepare("SELECT 1 FROM signet_users WHERE id = ? AND (? OR email IS ?)");
  const setAttributes = database.prepare(
    "UPDATE signet_users SET attributes = ? WHERE id = ? AND attributes = ?",
  );
  const remove = database.prepare("DELETE FROM signet_users WHERE id = ?");
  const removeAuthenticators = database.prepare(
    "DELETE FROM signet_authenticators WHERE user_id = ?",
  );

  return {
    find: async (id) => (isStorable(id) ? userIn(byId, id) : null),

    findByEmail: async (email) => (isStorable(email) ? userIn(byEmail, email) : null),

    async create({ id, email, emailVerifiedAt, name, image, createdAt, attributes }) {
      const values = [id, email, emailVerifiedAt, name, image, createdAt, attributes];
      checkStorable(values);
      return changed(insert.run(...values));
    },

    async update(id, { email, emailVerifiedAt, name, image }, ifEmail) {
      const isAny = ifEmail === undefined ? 1 : 0;
      const condition = [id, isAny, ifEmail ?? null];
      const members = [email, emailVerifiedAt, name, image].flatMap((value) => [
        value === undefined ? 0 : 1,
        value ?? null,
      ]);
      checkStorable([...members, ...condition]);
      return inTransaction(database, () => {
        if (changed(change.run(...members, ...condition))) return userIn(byId, id);
        return matches.get(...condition) == null ? null : "taken";
      });
    },

    async setAttributes(id, attributes, ifAttributes) {
      checkStorable([id, attributes]);
      return changed(setAttributes.run(attributes, id, ifAttributes));
    },

    async remove(id) {
      return inTransaction(database, () => {
        removeAuthenticators.run(id);
        return changed(remove.run(id));
      });
    },
  };
}

function userIn(statement: SqliteStatement, key: string): StoredUser | null {
  const row = statement.get(key);
  return row === undefined || row === null ? null : toUser(row);
}

function changed({ changes }: { readonly changes: number | bigint }): boolean {
  return Number(changes) === 1;
}
