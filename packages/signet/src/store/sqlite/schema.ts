import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { migrateTables, type SqliteTables } from "../../database/sqlite/tables.ts";

// The table has a rowid. A row has a few hundred bytes: WITHOUT ROWID would store rows beside the keys,
// few keys would fit on a page, and a lookup among ten million sessions would take half as long again.
const SESSIONS = `
CREATE TABLE IF NOT EXISTS signet_sessions (
  id               TEXT    PRIMARY KEY NOT NULL,
  secret_hash      BLOB    NOT NULL,
  user_id          TEXT    NOT NULL,
  data             TEXT    NOT NULL,
  version          INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL,
  renewed_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  device_label     TEXT,
  user_agent       TEXT,
  ip               TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS signet_sessions_by_user ON signet_sessions (user_id, created_at);
CREATE INDEX IF NOT EXISTS signet_sessions_by_expiry ON signet_sessions (expires_at);
`;

// Since version 2. AUTOINCREMENT, so that no event number is used twice.
const FEED = `
CREATE TABLE IF NOT EXISTS signet_events (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT    NOT NULL,
  version    INTEGER,
  at         INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS signet_feed (
  only  INTEGER PRIMARY KEY CHECK (only = 1),
  epoch TEXT    NOT NULL,
  time  INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO signet_feed (only, epoch, time) VALUES (1, lower(hex(randomblob(16))), 0);
`;

// Since version 3: the marks (remembered ids) and bars that decide whether a session may be adopted.
const BARS = `
CREATE TABLE IF NOT EXISTS signet_marks (
  id      TEXT    PRIMARY KEY NOT NULL,
  settled INTEGER NOT NULL,
  until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS signet_marks_by_end ON signet_marks (until);
CREATE TABLE IF NOT EXISTS signet_user_bars (
  user_id       TEXT    NOT NULL,
  except_id     TEXT    NOT NULL,
  created_until INTEGER NOT NULL,
  until         INTEGER NOT NULL,
  PRIMARY KEY (user_id, except_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS signet_user_bars_by_end ON signet_user_bars (until);
CREATE TABLE IF NOT EXISTS signet_bar (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  created_until INTEGER NOT NULL
) STRICT;
`;

const TABLES: SqliteTables = {
  name: "session tables",
  versionTable: "signet_schema",
  version: 3,
  create: `${SESSIONS} ${FEED} ${BARS}`,
  added: [{ table: "signet_sessions", column: "terms", type: "TEXT" }],
};

/**
 * Creates the session tables, or adds missing tables and columns. Does nothing if none is missing.
 *
 * @throws If the tables are of a later version.
 */
export function migrate(database: SqliteDatabase): void {
  migrateTables(database, TABLES);
}
