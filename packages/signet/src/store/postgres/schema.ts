/** The class of our advisory locks, so that they meet nobody else's: "Sig" in ASCII. */
export const LOCK_CLASS = 0x536967;
/** Raised by `signet_create_session` under an isolation level at which it could not count. */
export const WRONG_ISOLATION = "SG001";

/**
 * What makes the tables, step by step; the version of a database is how many steps it has taken. A
 * step that was published never changes.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE signet_sessions (
  id               text COLLATE "C" PRIMARY KEY,
  secret_hash      bytea   NOT NULL,
  user_id          text COLLATE "C" NOT NULL,
  data             text    NOT NULL,
  version          integer NOT NULL,
  created_at       bigint  NOT NULL,
  authenticated_at bigint  NOT NULL,
  renewed_at       bigint  NOT NULL,
  expires_at       bigint  NOT NULL,
  device_label     text,
  user_agent       text,
  ip               text
);
CREATE INDEX signet_sessions_by_user ON signet_sessions (user_id, created_at);
CREATE INDEX signet_sessions_by_expiry ON signet_sessions (expires_at);

-- Adds a session, keeps a user's limit and drops a few expired sessions, in one round trip. Sign-ins
-- of one user take turns; each statement sees what was committed before it, which is what makes the
-- limit exact and what takes READ COMMITTED.
CREATE FUNCTION signet_create_session(
  new_session signet_sessions, max_per_user integer, purge_limit integer
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  ended integer := 0;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'signet_create_session needs READ COMMITTED' USING ERRCODE = '${WRONG_ISOLATION}';
  END IF;
  PERFORM pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(new_session.user_id));
  INSERT INTO signet_sessions SELECT new_session.*;
  IF max_per_user IS NOT NULL THEN
    DELETE FROM signet_sessions WHERE id IN (
      SELECT id FROM signet_sessions
      WHERE user_id = new_session.user_id AND id <> new_session.id
        AND expires_at > new_session.created_at
      ORDER BY created_at DESC, id OFFSET max_per_user - 1
    );
    GET DIAGNOSTICS ended = ROW_COUNT;
  END IF;
  DELETE FROM signet_sessions WHERE id IN (
    SELECT id FROM signet_sessions WHERE expires_at <= new_session.created_at
    ORDER BY expires_at LIMIT purge_limit FOR UPDATE SKIP LOCKED
  );
  RETURN ended;
END $$;
`,
];
