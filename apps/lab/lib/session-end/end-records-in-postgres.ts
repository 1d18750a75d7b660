import type { Pool } from "pg";
import { type EndRecords, RECORD_LIFETIME } from "./end-records";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS lab_notes (
  key   text PRIMARY KEY,
  text  text NOT NULL,
  until timestamptz NOT NULL
)`;

/** Keeps the records in PostgreSQL. The first use creates the table. */
export function endRecordsInPostgres(pool: Pool): EndRecords {
  let created: Promise<unknown> | null = null;
  const query = async (text: string, values: readonly unknown[]) => {
    // Another server may create the table at the same time. Then the query shows whether the table exists.
    created ??= pool.query(SCHEMA).catch(() => {
      created = null;
    });
    await created;
    return pool.query(text, [...values]);
  };
  return {
    async put(key, text) {
      await query("DELETE FROM lab_notes WHERE until < now()", []);
      await query(
        `INSERT INTO lab_notes VALUES ($1, $2, now() + $3 * interval '1 second')
         ON CONFLICT (key) DO UPDATE SET text = $2, until = excluded.until`,
        [key, text, RECORD_LIFETIME],
      );
    },
    async find(key) {
      const { rows } = await query("SELECT text FROM lab_notes WHERE key = $1", [key]);
      return typeof rows[0]?.text === "string" ? rows[0].text : null;
    },
    async remove(key) {
      await query("DELETE FROM lab_notes WHERE key = $1", [key]);
    },
  };
}
