import { FIRST_COLUMNS } from "../shared/sql-row.ts";
import { EVERYBODY_LOCK, LOCK_USER, PURGED_PER_CREATE } from "./user-lock.ts";

/** Returns an SQL expression that is true if the session of these values must not be adopted. */
export function barred(id: string, userId: string, createdAt: string): string {
  return `(EXISTS (SELECT 1 FROM signet_marks WHERE id = ${id})
    OR EXISTS (SELECT 1 FROM signet_user_bars
      WHERE user_id = ${userId} AND except_id <> ${id} AND created_until >= ${createdAt})
    OR EXISTS (SELECT 1 FROM signet_bar WHERE created_until >= ${createdAt}))`;
}

/**
 * Creates the tables and procedures of adoption. `signet_marks` has the ids of adopted and barred sessions;
 * `signet_user_bars` and `signet_bar` have the bars of users and of everybody. Setting a bar waits for the
 * adoptions that it concerns. So, once the bar is acknowledged, the caller can see and end all sessions that
 * were adopted before.
 */
export const ADOPTION: string = `
CREATE TABLE signet_marks (
  id      text COLLATE "C" PRIMARY KEY,
  settled boolean          NOT NULL,
  until   bigint           NOT NULL
);
CREATE INDEX signet_marks_by_end ON signet_marks (until);

CREATE TABLE signet_user_bars (
  user_id       text COLLATE "C" NOT NULL,
  except_id     text COLLATE "C" NOT NULL,
  created_until bigint           NOT NULL,
  until         bigint           NOT NULL,
  PRIMARY KEY (user_id, except_id)
);
CREATE INDEX signet_user_bars_by_end ON signet_user_bars (until);

CREATE TABLE signet_bar (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), created_until bigint NOT NULL);
INSERT INTO signet_bar (created_until) VALUES (${Number.MIN_SAFE_INTEGER});

CREATE FUNCTION signet_purge_bars(over_at bigint, most bigint) RETURNS void
LANGUAGE sql AS $body$
  DELETE FROM signet_marks WHERE id = ANY (ARRAY(
    SELECT id FROM signet_marks WHERE until <= over_at
    ORDER BY until LIMIT most FOR UPDATE SKIP LOCKED));
  DELETE FROM signet_user_bars WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM signet_user_bars WHERE until <= over_at
    ORDER BY until LIMIT most FOR UPDATE SKIP LOCKED));
$body$;

-- An existing role may have no right to the new tables. Its sign-ins work, and other roles delete the
-- expired marks and bars.
CREATE OR REPLACE FUNCTION signet_purge_expired(over_at bigint, most bigint) RETURNS integer
LANGUAGE plpgsql AS $body$
DECLARE
  ended integer;
BEGIN
  DELETE FROM signet_sessions WHERE id = ANY (ARRAY(
    SELECT id FROM signet_sessions WHERE expires_at <= over_at
    ORDER BY expires_at LIMIT most FOR UPDATE SKIP LOCKED));
  GET DIAGNOSTICS ended = ROW_COUNT;
  IF has_table_privilege('signet_marks', 'DELETE') AND has_table_privilege('signet_user_bars', 'DELETE') THEN
    PERFORM signet_purge_bars(over_at, most);
  END IF;
  RETURN ended;
END $body$;

-- The outcome is NULL if the session was refused, '' if it was added, and the row as JSON if it existed.
CREATE PROCEDURE signet_adopt_session(
  new_id text, new_secret_hash bytea, of_user text, new_data text, new_version integer,
  new_created_at bigint, new_authenticated_at bigint, new_renewed_at bigint, new_expires_at bigint,
  new_device_label text, new_user_agent text, new_ip text,
  may_begin integer, fitting_hashes bytea, new_until bigint, INOUT outcome text)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  PERFORM pg_advisory_xact_lock_shared(${EVERYBODY_LOCK});
  UPDATE signet_sessions SET secret_hash = new_secret_hash
    WHERE id = new_id AND position(secret_hash IN fitting_hashes) = 0
    AND NOT EXISTS (SELECT 1 FROM signet_marks WHERE id = new_id AND settled);
  outcome := (
    SELECT to_jsonb(here) || jsonb_build_object('secret_hash', encode(here.secret_hash, 'hex'))
    FROM signet_sessions AS here WHERE id = new_id);
  IF outcome IS NULL AND (may_begin = 0 OR ${barred("new_id", "of_user", "new_created_at")}) THEN
    RETURN;
  END IF;
  INSERT INTO signet_marks (id, settled, until) VALUES (new_id, fitting_hashes IS NOT NULL, new_until)
    ON CONFLICT (id) DO UPDATE
    SET settled = signet_marks.settled OR excluded.settled, until = greatest(signet_marks.until, new_until)
    WHERE outcome IS NOT NULL;
  -- NOT FOUND: a concurrent call has just marked the id, so the session is barred.
  IF outcome IS NOT NULL OR NOT FOUND THEN RETURN; END IF;
  INSERT INTO signet_sessions (${FIRST_COLUMNS}) VALUES
    (new_id, new_secret_hash, of_user, new_data, new_version, new_created_at, new_authenticated_at,
     new_renewed_at, new_expires_at, new_device_label, new_user_agent, new_ip);
  outcome := '';
END $body$;

CREATE FUNCTION signet_bar_session(barred_id text, over_at bigint, new_until bigint) RETURNS void
LANGUAGE sql AS $body$
  SELECT signet_purge_bars(over_at, ${PURGED_PER_CREATE});
  INSERT INTO signet_marks (id, settled, until) VALUES (barred_id, false, new_until)
    ON CONFLICT (id) DO UPDATE SET until = greatest(signet_marks.until, new_until);
$body$;

CREATE PROCEDURE signet_bar_user(of_user text, spared_id text, over_at bigint, new_until bigint)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  PERFORM signet_purge_bars(over_at, ${PURGED_PER_CREATE});
  INSERT INTO signet_user_bars (user_id, except_id, created_until, until)
    VALUES (of_user, spared_id, over_at, new_until)
    ON CONFLICT (user_id, except_id) DO UPDATE
    SET created_until = greatest(signet_user_bars.created_until, over_at),
        until = greatest(signet_user_bars.until, new_until);
END $body$;

CREATE PROCEDURE signet_bar_everybody(over_at bigint)
LANGUAGE plpgsql AS $body$
BEGIN
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  PERFORM pg_advisory_xact_lock(${EVERYBODY_LOCK});
  UPDATE signet_bar SET created_until = greatest(created_until, over_at);
END $body$;
`;
