import { LOCKS } from "../../database/postgres/locks.ts";

/** The advisory lock of the bar of everybody: shared by each adoption, exclusive for setting that bar. */
export const EVERYBODY_LOCK: string = `${LOCKS + 1}, 0`;

/** Maximum number of expired sessions that one `create` deletes, so that a sign-in stays fast. */
export const PURGED_PER_CREATE = 8;

/**
 * Takes the lock of the user `of_user`, as the first statements of a procedure. The procedure must read
 * after it has the lock. Under READ COMMITTED each statement has a new snapshot. Under a stricter default
 * level the snapshot would be older than the wait for the lock, so the procedure begins a transaction of its own.
 */
export const LOCK_USER: string = `
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  PERFORM pg_advisory_xact_lock(${LOCKS}, hashtext(of_user COLLATE "C"));`;
