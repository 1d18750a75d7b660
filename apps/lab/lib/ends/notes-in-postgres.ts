import type { Pool } from "pg";
import { KEPT_FOR, type Notes } from "./notes";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS lab_notes (
  key   text PRIMARY KEY,
  text  text NOT NULL,
  until timestamptz NOT NULL
)`;

/** Notes in PostgreSQL, in a table that the first use makes. */
export function notesInPostgres(pool: Pool): Notes {
  let made: Promise<unknown> | null = null;
  const query = async (text: string, values: readonly unknown[]) => {
    // Another server may be making the table at this moment; then the query shows whether it is there.
    made ??= pool.query(SCHEMA).catch(() => {
      made = null;
    });
    await made;
    return pool.query(text, [...values]);
  };
  return {
    async put(key, text) {
      await query("DELETE FROM lab_notes WHERE until < now()", []);
      await query(
        `INSERT INTO lab_notes VALUES ($1, $2, now() + $3 * interval '1 second')
         ON CONFLICT (key) DO UPDATE SET text = $2, until = excluded.until`,
        [key, text, KEPT_FOR],
      );
    },
    async find(key) {
      const { rows } = await query("SELECT text FROM lab_notes WHERE key = $1", [key]);
      return typeof rows[0]?.text === "string" ? rows[0].text : null;
    },
    async drop(key) {
      await query("DELETE FROM lab_notes WHERE key = $1", [key]);
    },
  };
}
