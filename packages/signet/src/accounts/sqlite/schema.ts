import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { migrateTables, type SqliteTables } from "../../database/sqlite/tables.ts";

// The default collation BINARY compares bytes: no address equals another one by case or accents.
const USERS: SqliteTables = {
  name: "tables of users",
  versionTable: "signet_users_schema",
  version: 1,
  create: `
CREATE TABLE IF NOT EXISTS signet_users (
  id                TEXT    PRIMARY KEY NOT NULL,
  email             TEXT    UNIQUE,
  email_verified_at INTEGER,
  name              TEXT,
  image             TEXT,
  created_at        INTEGER NOT NULL,
  attributes        TEXT    NOT NULL
) STRICT;`,
  added: [],
};

const AUTHENTICATORS: SqliteTables = {
  name: "tables of authenticators",
  versionTable: "signet_authenticators_schema",
  version: 1,
  create: `
CREATE TABLE IF NOT EXISTS signet_authenticators (
  kind       TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  user_id    TEXT    NOT NULL,
  data       TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  used_at    INTEGER,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS signet_authenticators_by_user ON signet_authenticators (user_id, created_at);

CREATE TABLE IF NOT EXISTS signet_one_time (
  id          TEXT    PRIMARY KEY NOT NULL,
  purpose     TEXT    NOT NULL,
  token_group TEXT    NOT NULL,
  data        TEXT    NOT NULL,
  expires_at  INTEGER NOT NULL,
  attempts    INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS signet_one_time_by_group ON signet_one_time (purpose, token_group);
CREATE INDEX IF NOT EXISTS signet_one_time_by_expiry ON signet_one_time (expires_at);`,
  added: [],
};

/** Creates the tables of authenticators and one-time tokens, if they are missing. */
export function migrateAuthenticators(database: SqliteDatabase): void {
  migrateTables(database, AUTHENTICATORS);
}

/** Creates the table of users, if it is missing, and the tables of {@link migrateAuthenticators}. */
export function migrateUsers(database: SqliteDatabase): void {
  migrateTables(database, USERS);
  migrateAuthenticators(database);
}
