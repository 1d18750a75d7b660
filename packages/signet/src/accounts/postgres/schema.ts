import type { PostgresPool } from "../../database/postgres/client.ts";
import { LOCKS } from "../../database/postgres/locks.ts";
import { migrateTables, type PostgresTables } from "../../database/postgres/migrate.ts";

/**
 * Takes the lock of the authenticators of the user `of_user`, as the first statements of a procedure. The
 * procedure must read after it has the lock. Under READ COMMITTED each statement has a new snapshot. Under
 * a stricter default level the snapshot would be older than the wait for the lock, so the procedure begins
 * a transaction of its own.
 */
const LOCK_USER = `
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  PERFORM pg_advisory_xact_lock(${LOCKS + 2}, hashtext(of_user COLLATE "C"));`;

// The collation "C" compares bytes: no address equals another one by case or accents.
const FIRST_USERS = `
CREATE TABLE signet_users (
  id                text COLLATE "C" PRIMARY KEY,
  email             text COLLATE "C" UNIQUE,
  email_verified_at bigint,
  name              text COLLATE "C",
  image             text COLLATE "C",
  created_at        bigint           NOT NULL,
  attributes        text COLLATE "C" NOT NULL
);

-- Returns 'taken', the changed row as JSON, or NULL if no row fits. The unique index of the address decides.
CREATE FUNCTION signet_update_user(
  of_id text, has_email integer, new_email text, has_verified integer, new_verified bigint,
  has_name integer, new_name text, has_image integer, new_image text,
  is_any integer, if_email text) RETURNS text
LANGUAGE plpgsql AS $body$
DECLARE
  outcome text;
BEGIN
  UPDATE signet_users AS here SET
    email = CASE WHEN has_email = 1 THEN new_email ELSE email END,
    email_verified_at = CASE WHEN has_verified = 1 THEN new_verified ELSE email_verified_at END,
    name = CASE WHEN has_name = 1 THEN new_name ELSE name END,
    image = CASE WHEN has_image = 1 THEN new_image ELSE image END
  WHERE id = of_id AND (is_any = 1 OR email IS NOT DISTINCT FROM if_email)
  RETURNING to_jsonb(here)::text INTO outcome;
  RETURN outcome;
EXCEPTION WHEN unique_violation THEN
  RETURN 'taken';
END $body$;
`;

const FIRST_AUTHENTICATORS = `
CREATE TABLE signet_authenticators (
  kind       text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  user_id    text COLLATE "C" NOT NULL,
  data       text COLLATE "C" NOT NULL,
  version    integer          NOT NULL,
  created_at bigint           NOT NULL,
  used_at    bigint,
  PRIMARY KEY (kind, id)
);
CREATE INDEX signet_authenticators_by_user ON signet_authenticators (user_id, created_at);

CREATE TABLE signet_one_time (
  id          text COLLATE "C" PRIMARY KEY,
  purpose     text COLLATE "C" NOT NULL,
  token_group text COLLATE "C" NOT NULL,
  data        text COLLATE "C" NOT NULL,
  expires_at  bigint           NOT NULL,
  attempts    integer          NOT NULL
);
CREATE INDEX signet_one_time_by_group ON signet_one_time (purpose, token_group);
CREATE INDEX signet_one_time_by_expiry ON signet_one_time (expires_at);

-- "kept" is a JSON list of authenticators, of which one must stay; NULL: none must. The procedure locks the
-- user. Otherwise two calls could each count on the authenticator that the other one removes.
CREATE PROCEDURE signet_remove_authenticator(
  of_kind text, of_id text, of_user text, kept text, INOUT outcome text)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  DELETE FROM signet_authenticators WHERE kind = of_kind AND id = of_id AND user_id = of_user
    AND (kept IS NULL OR EXISTS (
      SELECT 1 FROM jsonb_to_recordset(kept::jsonb) AS way (kind text, id text)
      JOIN signet_authenticators AS other ON other.kind = way.kind AND other.id = way.id
      WHERE other.user_id = of_user AND (other.kind, other.id) <> (of_kind, of_id)));
  outcome := CASE
    WHEN FOUND THEN 'removed'
    WHEN EXISTS (SELECT 1 FROM signet_authenticators
      WHERE kind = of_kind AND id = of_id AND user_id = of_user) THEN 'last'
    ELSE 'missing' END;
END $body$;

-- "others" is a JSON list of rows.
CREATE PROCEDURE signet_replace_authenticators(of_user text, of_kind text, others text)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  DELETE FROM signet_authenticators WHERE user_id = of_user AND kind = of_kind;
  INSERT INTO signet_authenticators (kind, id, user_id, data, version, created_at)
    SELECT kind, id, user_id, data, 0, created_at FROM jsonb_to_recordset(others::jsonb)
      AS one (kind text, id text, user_id text, data text, created_at bigint);
END $body$;
`;

const USERS: PostgresTables = {
  name: "tables of users",
  migrator: "migratePostgresAccounts",
  versionTable: "signet_users_schema",
  migrations: [FIRST_USERS],
  additions: [],
};

const AUTHENTICATORS: PostgresTables = {
  name: "tables of authenticators",
  migrator: "migratePostgresAccounts",
  versionTable: "signet_authenticators_schema",
  migrations: [FIRST_AUTHENTICATORS],
  additions: [],
};

/** Creates the tables of authenticators and one-time tokens, if they are missing. */
export async function migrateAuthenticators(pool: PostgresPool): Promise<void> {
  await migrateTables(pool, AUTHENTICATORS);
}

/** Creates the table of users, if it is missing, and the tables of {@link migrateAuthenticators}. */
export async function migrateUsers(pool: PostgresPool): Promise<void> {
  await migrateTables(pool, USERS);
  await migrateAuthenticators(pool);
}
