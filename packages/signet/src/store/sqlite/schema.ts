/** The one table. Its version is kept in `user_version`, so that a later one can tell what to add. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
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
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS signet_sessions_by_user ON signet_sessions (user_id, created_at);
CREATE INDEX IF NOT EXISTS signet_sessions_by_expiry ON signet_sessions (expires_at);
`;
