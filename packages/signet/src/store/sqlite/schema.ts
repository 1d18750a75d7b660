import type { SqliteDatabase } from "./client.ts";
import { inTransaction } from "./transaction.ts";

/**
 * The version of the tables. A later version adds tables and never changes existing ones. A release
 * refuses tables of a later version.
 */
const VERSION = 3;

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

// Columns that were added to signet_sessions. Earlier releases ignore them. So they do not change the
// version, and servers of an earlier and of this release work on one database, also after a restart or a
// return to the earlier release.
const ADDED_COLUMNS = ["terms TEXT"];

/**
 * Creates the tables, or adds missing tables and columns. Does nothing if none is missing. The version is in a
 * table of its own, because `user_version` belongs to the application, which may use the same database.
 *
 * @throws If the tables are of a later version.
 */
export function migrate(database: SqliteDatabase): void {
  const found = versionIn(database);
  if (found === VERSION && missingColumns(database).length === 0) return;
  if (found !== null && !(typeof found === "number" && found <= VERSION)) {
    throw new Error(
      `The session tables have version ${found}, and this signet-auth supports version ${VERSION}. Update signet-auth.`,
    );
  }
  inTransaction(database, () => {
    database.exec(
      `${SESSIONS} ${FEED} ${BARS}
       CREATE TABLE IF NOT EXISTS signet_schema (only INTEGER PRIMARY KEY CHECK (only = 1), version INTEGER NOT NULL) STRICT;
       INSERT OR REPLACE INTO signet_schema (only, version) VALUES (1, ${VERSION});`,
    );
    // Read again within the transaction: another process may have added them.
    for (const column of missingColumns(database)) {
      database.exec(`ALTER TABLE signet_sessions ADD COLUMN ${column}`);
    }
  });
}

function missingColumns(database: SqliteDatabase): string[] {
  const has = database.prepare("SELECT 1 FROM pragma_table_info('signet_sessions') WHERE name = ?");
  return ADDED_COLUMNS.filter((column) => has.get(column.split(" ")[0] ?? "") == null);
}

/** Returns the version of the tables; `null` if there are none. */
function versionIn(database: SqliteDatabase): unknown {
  const table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'signet_schema'";
  if (database.prepare(table).get() == null) return null;
  const row = database.prepare("SELECT version FROM signet_schema").get();
  return Object(row).version;
}
