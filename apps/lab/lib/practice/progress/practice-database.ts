import { DatabaseSync } from "node:sqlite";
import { createPrivateFile, inDataFolder } from "../../server/data-folder";

const SCHEMA = `
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS events (
  owner  TEXT NOT NULL,
  id     TEXT NOT NULL,
  at     INTEGER NOT NULL,
  topic  TEXT NOT NULL,
  mode   TEXT NOT NULL,
  item   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  passed INTEGER NOT NULL,
  grade  INTEGER,
  round  TEXT,
  choice TEXT,
  offset INTEGER,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS moved_guests (
  guest TEXT PRIMARY KEY NOT NULL,
  owner TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Opens the events of the practice in a file. */
export function openPracticeDatabase(path: string): DatabaseSync {
  createPrivateFile(path);
  const database = new DatabaseSync(path, { timeout: 2_000 });
  database.exec(SCHEMA);
  return database;
}

let opened: DatabaseSync | null = null;

/** Returns the events of the practice. Opens the file on the first call. */
export function practiceDatabase(): DatabaseSync {
  opened ??= openPracticeDatabase(inDataFolder("practice.db"));
  return opened;
}
