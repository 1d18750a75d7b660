import type { DatabaseSync } from "node:sqlite";
import { type EndRecords, RECORD_LIFETIME } from "./end-records";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS notes (
  key   TEXT PRIMARY KEY NOT NULL,
  text  TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;
`;

/** Keeps the records in a SQLite database. The first use opens it. */
export function endRecordsInSqlite(open: () => DatabaseSync): EndRecords {
  let opened: DatabaseSync | null = null;
  const database = () => {
    if (opened !== null) return opened;
    opened = open();
    opened.exec(SCHEMA);
    return opened;
  };
  return {
    async put(key, text) {
      const until = Date.now() + RECORD_LIFETIME * 1_000;
      database().prepare("DELETE FROM notes WHERE until < ?").run(Date.now());
      database().prepare("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)").run(key, text, until);
    },
    async find(key) {
      const row = database().prepare("SELECT text FROM notes WHERE key = ?").get(key);
      return typeof row?.["text"] === "string" ? row["text"] : null;
    },
    async remove(key) {
      database().prepare("DELETE FROM notes WHERE key = ?").run(key);
    },
  };
}
