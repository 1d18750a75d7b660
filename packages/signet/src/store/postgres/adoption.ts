import { ON_PRIMARY, type Query, type Statement } from "../../database/postgres/query.ts";
import { text } from "../../database/shared/columns.ts";
import type { AdoptionCandidate, Bar, SecretHash, SessionRecord, Store } from "../contract.ts";
import { COLUMNS, toRecord, toValues } from "../shared/sql-row.ts";
import { barred } from "./adoption-schema.ts";

const ADOPT: Statement = {
  name: "signet_adopt",
  text: "CALL signet_adopt_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL)",
};
// One statement has one snapshot, for the session and for its bars.
const FIND_TO_ADOPT: Statement = {
  name: "signet_find_to_adopt",
  text: `
SELECT ${COLUMNS}, ${barred("$1", "$2", "$3")} AS barred
FROM (SELECT 1 WHERE ${ON_PRIMARY}) AS primary_server LEFT JOIN signet_sessions ON id = $1`,
};
const BAR_SESSION: Statement = {
  name: "signet_bar_session",
  text: "SELECT signet_bar_session($1, $2, $3)",
};
const BAR_USER: Statement = {
  name: "signet_bar_user",
  text: "CALL signet_bar_user($1, $2, $3, $4)",
};
const BAR_EVERYBODY: Statement = {
  name: "signet_bar_everybody",
  text: "CALL signet_bar_everybody($1)",
};

/** The outcome of `signet_adopt_session` for a session that it added. */
const ADDED = "";

/** Implements the adoption part of the contract on the tables of migration 3. */
export function adoptionOn(query: Query): Pick<Store, "adopt" | "findToAdopt" | "bar"> {
  return {
    async adopt({ record, mayBegin, secretHashes, until }) {
      const fitting = secretHashes === null ? null : joined(secretHashes);
      const { rows } = await query(ADOPT, [...toValues(record), Number(mayBegin), fitting, until]);
      const { outcome } = Object(rows[0]);
      if (outcome === ADDED) return { record, isNew: true };
      return outcome === null ? null : { record: fromJson(text(outcome)), isNew: false };
    },

    async findToAdopt({ id, userId, createdAt }: AdoptionCandidate) {
      const { rows } = await query(FIND_TO_ADOPT, [id, userId, createdAt]);
      const { barred, ...columns } = Object(rows[0]);
      if (columns.id !== null) return toRecord(columns);
      return barred === true ? "barred" : null;
    },

    async bar(bar: Bar) {
      switch (bar.kind) {
        case "session":
          await query(BAR_SESSION, [bar.id, bar.now, bar.until]);
          return;
        case "user":
          await query(BAR_USER, [bar.userId, bar.exceptId ?? "", bar.now, bar.until]);
          return;
        case "everybody":
          await query(BAR_EVERYBODY, [bar.now]);
      }
    },
  };
}

function joined(hashes: readonly SecretHash[]): Uint8Array {
  return new Uint8Array(hashes.flatMap((hash) => [...hash]));
}

function fromJson(row: string): SessionRecord {
  const columns = Object(JSON.parse(row));
  return toRecord({ ...columns, secret_hash: Buffer.from(text(columns.secret_hash), "hex") });
}
