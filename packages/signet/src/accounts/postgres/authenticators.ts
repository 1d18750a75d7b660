import { ON_PRIMARY, type Query, type Statement } from "../../database/postgres/query.ts";
import type { Authenticators } from "../contract.ts";
import { AUTHENTICATOR_COLUMNS, toAuthenticator } from "../shared/rows.ts";
import { checkStorable, isStorable } from "../shared/storable.ts";

const COLUMNS = AUTHENTICATOR_COLUMNS;

const FIND: Statement = {
  name: "signet_find_authenticator",
  text: `SELECT ${COLUMNS} FROM signet_authenticators WHERE kind = $1 AND id = $2 AND ${ON_PRIMARY}`,
};
const LIST: Statement = {
  name: "signet_list_authenticators",
  text: `SELECT ${COLUMNS} FROM signet_authenticators WHERE user_id = $1 AND ${ON_PRIMARY}
    ORDER BY created_at, kind, id`,
};
const ADD: Statement = {
  name: "signet_add_authenticator",
  text: `INSERT INTO signet_authenticators (${COLUMNS}) VALUES ($1, $2, $3, $4, 0, $5, NULL)
    ON CONFLICT (kind, id) DO NOTHING`,
};
const UPDATE: Statement = {
  name: "signet_update_authenticator",
  text: `UPDATE signet_authenticators SET data = $1, used_at = $2, version = version + 1
    WHERE kind = $3 AND id = $4 AND version = $5`,
};
const REMOVE: Statement = {
  name: "signet_remove_authenticator",
  text: "CALL signet_remove_authenticator($1, $2, $3, $4, NULL)",
};
const REPLACE: Statement = {
  name: "signet_replace_authenticators",
  text: "CALL signet_replace_authenticators($1, $2, $3)",
};
const REMOVE_ALL: Statement = {
  name: "signet_remove_all_authenticators",
  text: "DELETE FROM signet_authenticators WHERE user_id = $1",
};
const REMOVE_KINDS: Statement = {
  name: "signet_remove_kinds_of_authenticators",
  text: `DELETE FROM signet_authenticators WHERE user_id = $1
    AND kind = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb)))`,
};

/** Keeps authenticators. Each operation is one statement. A list of kinds is a JSON text. */
export function authenticatorsOn(query: Query): Authenticators {
  return {
    async find(kind, id) {
      if (!isStorable(kind) || !isStorable(id)) return null;
      const { rows } = await query(FIND, [kind, id]);
      return rows.length === 0 ? null : toAuthenticator(rows[0]);
    },

    async list(userId) {
      return isStorable(userId) ? (await query(LIST, [userId])).rows.map(toAuthenticator) : [];
    },

    async add({ kind, id, userId, data, createdAt }) {
      return (await query(ADD, [kind, id, userId, data, createdAt])).rowCount === 1;
    },

    async update(kind, id, { data, usedAt, ifVersion }) {
      if (!isStorable(kind) || !isStorable(id)) return false;
      return (await query(UPDATE, [data, usedAt, kind, id, ifVersion])).rowCount === 1;
    },

    async remove({ kind, id, userId }, keepOneOf) {
      // PostgreSQL cannot have stored such a text. A request may name one.
      if (![kind, id, userId].every(isStorable)) return "missing";
      const kept = keepOneOf?.filter((one) => isStorable(one.kind) && isStorable(one.id)) ?? null;
      const values = [kind, id, userId, kept === null ? null : JSON.stringify(kept)];
      return outcomeOf(Object((await query(REMOVE, values)).rows[0]).outcome);
    },

    async replace(userId, kind, others) {
      const rows = others.map(({ kind, id, userId, data, createdAt }) => {
        checkStorable([kind, id, userId, data]);
        return { kind, id, user_id: userId, data, created_at: createdAt };
      });
      await query(REPLACE, [userId, kind, JSON.stringify(rows)]);
    },

    async removeAll(userId, kinds) {
      checkStorable(kinds ?? []);
      const { rowCount } =
        kinds === null
          ? await query(REMOVE_ALL, [userId])
          : await query(REMOVE_KINDS, [userId, JSON.stringify(kinds)]);
      return rowCount ?? 0;
    },
  };
}

function outcomeOf(value: unknown): "removed" | "missing" | "last" {
  if (value === "removed" || value === "missing" || value === "last") return value;
  throw new Error("signet_remove_authenticator returned an unknown outcome. Was it replaced?");
}
