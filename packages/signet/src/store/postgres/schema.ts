import type { PostgresTables } from "../../database/postgres/migrate.ts";
import { FIRST_COLUMNS } from "../shared/sql-row.ts";
import { ADOPTION } from "./adoption-schema.ts";
import { FEED } from "./feed/schema.ts";
import { HAS_TERMS, TERMS } from "./terms-schema.ts";
import { LOCK_USER, PURGED_PER_CREATE } from "./user-lock.ts";

// All procedures lock in one order: the user, the user's rows, and then expired rows that are not locked.
// This order prevents deadlocks.
const FIRST = `
CREATE TABLE signet_sessions (
  id               text COLLATE "C" PRIMARY KEY,
  secret_hash      bytea            NOT NULL,
  user_id          text COLLATE "C" NOT NULL,
  data             text COLLATE "C" NOT NULL,
  version          integer          NOT NULL,
  created_at       bigint           NOT NULL,
  authenticated_at bigint           NOT NULL,
  renewed_at       bigint           NOT NULL,
  expires_at       bigint           NOT NULL,
  device_label     text COLLATE "C",
  user_agent       text COLLATE "C",
  ip               text COLLATE "C"
);
CREATE INDEX signet_sessions_by_user ON signet_sessions (user_id, created_at);
CREATE INDEX signet_sessions_by_expiry ON signet_sessions (expires_at);

CREATE FUNCTION signet_purge_expired(over_at bigint, most bigint) RETURNS integer
LANGUAGE plpgsql AS $body$
DECLARE
  ended integer;
BEGIN
  DELETE FROM signet_sessions WHERE id = ANY (ARRAY(
    SELECT id FROM signet_sessions WHERE expires_at <= over_at
    ORDER BY expires_at LIMIT most FOR UPDATE SKIP LOCKED));
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $body$;

CREATE PROCEDURE signet_create_session(
  new_id text, new_secret_hash bytea, of_user text, new_data text, new_version integer,
  new_created_at bigint, new_authenticated_at bigint, new_renewed_at bigint, new_expires_at bigint,
  new_device_label text, new_user_agent text, new_ip text, most bigint, replaced_id text,
  INOUT ended integer)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  INSERT INTO signet_sessions (${FIRST_COLUMNS}) VALUES
    (new_id, new_secret_hash, of_user, new_data, new_version, new_created_at, new_authenticated_at,
     new_renewed_at, new_expires_at, new_device_label, new_user_agent, new_ip);
  DELETE FROM signet_sessions WHERE id = replaced_id AND id <> new_id AND user_id = of_user;
  ended := 0;
  IF most IS NOT NULL THEN
    DELETE FROM signet_sessions WHERE id = ANY (ARRAY(
      SELECT id FROM signet_sessions
      WHERE user_id = of_user AND id <> new_id AND expires_at > new_created_at
      ORDER BY created_at DESC, id OFFSET most - 1));
    GET DIAGNOSTICS ended = ROW_COUNT;
  END IF;
  PERFORM signet_purge_expired(new_created_at, ${PURGED_PER_CREATE});
END $body$;

-- Locks the user too: else a sign-in that still counts this session would end another session for the limit.
CREATE PROCEDURE signet_revoke_session(session_id text, INOUT ended integer)
LANGUAGE plpgsql AS $body$
DECLARE
  of_user text := (SELECT user_id FROM signet_sessions WHERE id = session_id);
BEGIN
  ${LOCK_USER}
  DELETE FROM signet_sessions WHERE id = session_id;
  GET DIAGNOSTICS ended = ROW_COUNT;
END $body$;

CREATE PROCEDURE signet_revoke_by_user(of_user text, except_id text, INOUT ended integer)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  DELETE FROM signet_sessions WHERE user_id = of_user AND id IS DISTINCT FROM except_id;
  GET DIAGNOSTICS ended = ROW_COUNT;
END $body$;
`;

/** The migrations of the session tables. */
const MIGRATIONS: readonly string[] = [FIRST, FEED, ADOPTION];

/** The tables of sessions and of their feed. */
export const TABLES: PostgresTables = {
  name: "session tables",
  migrator: "migratePostgres",
  versionTable: "signet_schema",
  migrations: MIGRATIONS,
  additions: [{ isThere: HAS_TERMS, sql: TERMS }],
};
