import type { DatabaseSync } from "node:sqlite";
import { KEPT_FOR, type Notes } from "./notes";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS notes (
  key   TEXT PRIMARY KEY NOT NULL,
  text  TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;
`;

/** Notes in a SQLite database, which is opened when first used. */
export function notesInSqlite(open: () => DatabaseSync): Notes {
  let made: DatabaseSync | null = null;
  const database = () => {
    if (made !== null) return made;
    made = open();
    made.exec(SCHEMA);
    return made;
  };
  return {
    async put(key, text) {
      const until = Date.now() + KEPT_FOR * 1_000;
      database().prepare("DELETE FROM notes WHERE until < ?").run(Date.now());
      database().prepare("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)").run(key, text, until);
    },
    async find(key) {
      const row = database().prepare("SELECT text FROM notes WHERE key = ?").get(key);
      return typeof row?.["text"] === "string" ? row["text"] : null;
    },
    async drop(key) {
      database().prepare("DELETE FROM notes WHERE key = ?").run(key);
    },
  };
}
