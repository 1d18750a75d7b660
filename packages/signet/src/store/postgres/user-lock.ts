/** Advisory locks are pairs of numbers; the first of ours is "sign" in ASCII. */
export const LOCKS = 0x7369676e;

/** Expired sessions a `create` drops at most, so that no sign-in pays for a thousand others. */
export const PURGED_PER_CREATE = 8;

// A procedure that decides by what it sees waits for its turn first and must look afterwards. Under
// READ COMMITTED each statement looks anew; under any stricter default it would go on seeing the
// moment before it waited, so the procedures begin a transaction of their own.
export const IN_TURN: string = `
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  PERFORM pg_advisory_xact_lock(${LOCKS}, hashtext(of_user COLLATE "C"));`;
