import { ON_PRIMARY, type Query, type Statement } from "../../database/postgres/query.ts";
import { text } from "../../database/shared/columns.ts";
import { type StoredUser, toUser, USER_COLUMNS } from "../shared/rows.ts";
import { isStorable } from "../shared/storable.ts";
import type { StoredUsers } from "../shared/stored-users.ts";

const FIND: Statement = {
  name: "signet_find_user",
  text: `SELECT ${USER_COLUMNS} FROM signet_users WHERE id = $1 AND ${ON_PRIMARY}`,
};
const FIND_BY_EMAIL: Statement = {
  name: "signet_find_user_by_email",
  text: `SELECT ${USER_COLUMNS} FROM signet_users WHERE email = $1 AND ${ON_PRIMARY}`,
};
const CREATE: Statement = {
  name: "signet_create_user",
  text: `INSERT INTO signet_users (${USER_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (email) DO NOTHING`,
};
const UPDATE: Statement = {
  name: "signet_update_user",
  text: "SELECT signet_update_user($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS outcome",
};
const SET_ATTRIBUTES: Statement = {
  name: "signet_set_attributes",
  text: "UPDATE signet_users SET attributes = $1 WHERE id = $2 AND attributes = $3",
};
const REMOVE: Statement = {
  name: "signet_remove_user",
  text: `WITH gone AS (DELETE FROM signet_authenticators WHERE user_id = $1)
    DELETE FROM signet_users WHERE id = $1`,
};

/** Keeps rows of users. Each operation is one statement. */
export function storedUsersOn(query: Query): StoredUsers {
  async function userOf(statement: Statement, key: string): Promise<StoredUser | null> {
    // PostgreSQL cannot have stored such a text.
    if (!isStorable(key)) return null;
    const { rows } = await query(statement, [key]);
    return rows.length === 0 ? null : toUser(rows[0]);
  }

  return {
    find: (id) => userOf(FIND, id),

    findByEmail: (email) => userOf(FIND_BY_EMAIL, email),

    async create({ id, email, emailVerifiedAt, name, image, createdAt, attributes }) {
      const values = [id, email, emailVerifiedAt, name, image, createdAt, attributes];
      return (await query(CREATE, values)).rowCount === 1;
    },

    async update(id, { email, emailVerifiedAt, name, image }, ifEmail) {
      const members = [email, emailVerifiedAt, name, image].flatMap((value) => [
        value === undefined ? 0 : 1,
        value ?? null,
      ]);
      const condition = [ifEmail === undefined ? 1 : 0, ifEmail ?? null];
      const { rows } = await query(UPDATE, [id, ...members, ...condition]);
      const { outcome } = Object(rows[0]);
      return outcome === null || outcome === "taken" ? outcome : toUser(JSON.parse(text(outcome)));
    },

    async setAttributes(id, attributes, ifAttributes) {
      return (await query(SET_ATTRIBUTES, [attributes, id, ifAttributes])).rowCount === 1;
    },

    async remove(id) {
      return (await query(REMOVE, [id])).rowCount === 1;
    },
  };
}
