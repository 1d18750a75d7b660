import { DatabaseSync } from "node:sqlite";
import { createPrivateFile, inDataFolder } from "../server/data-folder";

const SCHEMA = `
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS users (
  id            TEXT PRIMARY KEY NOT NULL,
  username      TEXT UNIQUE NOT NULL,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL,
  password_hash TEXT NOT NULL
) STRICT;
`;

let opened: DatabaseSync | null = null;

/** Returns the database of users. Opens it on the first call. */
export function usersDatabase(): DatabaseSync {
  if (opened === null) {
    const path = inDataFolder("users.db");
    createPrivateFile(path);
    const database = new DatabaseSync(path, { timeout: 2_000 });
    database.exec(SCHEMA);
    opened = database;
  }
  return opened;
}
