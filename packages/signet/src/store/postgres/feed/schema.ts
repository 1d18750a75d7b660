import { FEED_KEEPS } from "../../feed.ts";
import { FIRST_COLUMNS } from "../../shared/sql-row.ts";
import { LOCK_USER, PURGED_PER_CREATE } from "../user-lock.ts";

/** Maximum number of expired events that one operation deletes. */
const DROPPED_AT_ONCE = 8;
/** How long `TRUNCATE` waits for its table lock. Readers wait behind it. Milliseconds. */
const LOCK_TIMEOUT = 500;

/**
 * Returns SQL that ends sessions and publishes their ends.
 *
 * @param gone A DELETE statement. The SQL variable `ended` gets the number of deleted sessions.
 */
export function endAndPublish(gone: string): string {
  return `
  WITH gone AS (${gone} RETURNING id), told AS (
    INSERT INTO signet_events (session_id, at) SELECT id, signet_now() FROM gone RETURNING 1)
  SELECT count(*) INTO ended FROM told;`;
}

/**
 * Creates the table of events, and the procedures that publish an event in the transaction of its change.
 * Transactions do not become visible in the order of event numbers. So each event has the id of its
 * transaction, and a reader asks for the events that were not visible in its last snapshot.
 */
export const FEED: string = `
CREATE TABLE signet_events (
  number      bigint GENERATED ALWAYS AS IDENTITY,
  transaction xid8   NOT NULL DEFAULT pg_current_xact_id(),
  session_id  text COLLATE "C" NOT NULL,
  version     integer,
  at          bigint NOT NULL,
  PRIMARY KEY (transaction, number)
);
CREATE INDEX signet_events_by_time ON signet_events (at);

CREATE TABLE signet_feed (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), epoch text NOT NULL);
INSERT INTO signet_feed (epoch) VALUES (gen_random_uuid()::text);

CREATE FUNCTION signet_now() RETURNS bigint
LANGUAGE sql VOLATILE AS $body$
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint
$body$;

CREATE FUNCTION signet_forget_events() RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  over_at bigint := signet_now() - ${FEED_KEEPS};
BEGIN
  DELETE FROM signet_events WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM signet_events WHERE at <= over_at
    ORDER BY at LIMIT ${DROPPED_AT_ONCE} FOR UPDATE SKIP LOCKED));
END $body$;

CREATE OR REPLACE PROCEDURE signet_create_session(
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
  IF replaced_id IS NOT NULL THEN
    ${endAndPublish("DELETE FROM signet_sessions WHERE id = replaced_id AND id <> new_id AND user_id = of_user")}
    PERFORM signet_forget_events();
  END IF;
  ended := 0;
  IF most IS NOT NULL THEN
    ${endAndPublish(`DELETE FROM signet_sessions WHERE id = ANY (ARRAY(
      SELECT id FROM signet_sessions
      WHERE user_id = of_user AND id <> new_id AND expires_at > new_created_at
      ORDER BY created_at DESC, id OFFSET most - 1))`)}
    IF ended > 0 THEN PERFORM signet_forget_events(); END IF;
  END IF;
  PERFORM signet_purge_expired(new_created_at, ${PURGED_PER_CREATE});
END $body$;

CREATE OR REPLACE PROCEDURE signet_revoke_session(session_id text, INOUT ended integer)
LANGUAGE plpgsql AS $body$
DECLARE
  of_user text := (SELECT user_id FROM signet_sessions WHERE id = session_id);
BEGIN
  ${LOCK_USER}
  ${endAndPublish("DELETE FROM signet_sessions WHERE id = session_id")}
  PERFORM signet_forget_events();
END $body$;

CREATE OR REPLACE PROCEDURE signet_revoke_by_user(of_user text, except_id text, INOUT ended integer)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  ${endAndPublish("DELETE FROM signet_sessions WHERE user_id = of_user AND id IS DISTINCT FROM except_id")}
  PERFORM signet_forget_events();
END $body$;

-- While TRUNCATE waits for its table lock, all readers wait behind it, so the wait is short. DELETE takes
-- longer, but it blocks no reader and needs no right to TRUNCATE.
CREATE PROCEDURE signet_revoke_everything()
LANGUAGE plpgsql AS $body$
BEGIN
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  BEGIN
    SET LOCAL lock_timeout = ${LOCK_TIMEOUT};
    TRUNCATE signet_sessions;
    SET LOCAL lock_timeout = 0;
  EXCEPTION WHEN lock_not_available OR insufficient_privilege THEN
    DELETE FROM signet_sessions;
  END;
  UPDATE signet_feed SET epoch = gen_random_uuid()::text;
END $body$;
`;
