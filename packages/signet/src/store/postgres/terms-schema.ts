import { COLUMNS } from "../shared/sql-row.ts";
import { barred } from "./adoption-schema.ts";
import { endAndPublish } from "./feed/schema.ts";
import { EVERYBODY_LOCK, LOCK_USER, PURGED_PER_CREATE } from "./user-lock.ts";

/** An SQL condition that is true if the tables have {@link TERMS}. */
export const HAS_TERMS = `EXISTS (SELECT 1 FROM pg_attribute
  WHERE attrelid = to_regclass('signet_sessions') AND attname = 'terms' AND NOT attisdropped)`;

/** How long the change waits for its table lock. Readers wait behind it. Milliseconds. */
const LOCK_TIMEOUT = 500;

const NEW_SESSION = `
  new_id text, new_secret_hash bytea, of_user text, new_data text, new_version integer,
  new_created_at bigint, new_authenticated_at bigint, new_renewed_at bigint, new_expires_at bigint,
  new_device_label text, new_user_agent text, new_ip text, new_terms text`;

const INSERT_NEW_SESSION = `
  INSERT INTO signet_sessions (${COLUMNS}) VALUES
    (new_id, new_secret_hash, of_user, new_data, new_version, new_created_at, new_authenticated_at,
     new_renewed_at, new_expires_at, new_device_label, new_user_agent, new_ip, new_terms);`;

/**
 * Adds the column of the sessions' own terms, and the procedures that write it. The procedures without terms
 * stay for servers of earlier releases, which call them with one argument less and ignore the column.
 */
export const TERMS: string = `
SET LOCAL lock_timeout = ${LOCK_TIMEOUT};
ALTER TABLE signet_sessions ADD COLUMN terms text COLLATE "C";
SET LOCAL lock_timeout = 0;

CREATE PROCEDURE signet_create_session(
  ${NEW_SESSION}, most bigint, replaced_id text, INOUT ended integer)
LANGUAGE plpgsql AS $body$
BEGIN
  ${LOCK_USER}
  ${INSERT_NEW_SESSION}
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

-- The outcome is NULL if the session was refused, '' if it was added, and the row as JSON if it existed.
CREATE PROCEDURE signet_adopt_session(
  ${NEW_SESSION}, may_begin integer, fitting_hashes bytea, new_until bigint, INOUT outcome text)
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
  ${INSERT_NEW_SESSION}
  outcome := '';
END $body$;
`;
