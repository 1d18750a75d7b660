import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { isSecretKept, type SessionRecord, type Store } from "../contract.ts";

/** The operations on sessions that an adoption needs. */
export interface SqliteSessions {
  /** Runs `work` in a transaction. Rolls back if `work` throws. */
  inTransaction<T>(work: () => T): T;
  find(id: string): SessionRecord | null;
  insert(record: SessionRecord): void;
}

export interface SqliteAdoption extends Pick<Store, "adopt" | "findToAdopt" | "bar"> {
  /** Deletes at most `limit` expired marks and `limit` expired bars. Must run in a transaction. */
  purge(now: number, limit: number): void;
}

/** Maximum number of expired marks, and of expired bars, that each new bar deletes. */
const PURGED_PER_BAR = 8;

/**
 * Implements the adoption part of the contract. `signet_marks` has the ids of adopted and barred sessions;
 * the two other tables have the bars of users and of everybody.
 */
export function adoptionOn(
  database: SqliteDatabase,
  { inTransaction, find, insert }: SqliteSessions,
): SqliteAdoption {
  const mark = database.prepare(
    `INSERT INTO signet_marks (id, settled, until) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET settled = max(settled, excluded.settled), until = max(until, excluded.until)`,
  );
  const isSettled = database.prepare("SELECT 1 FROM signet_marks WHERE id = ? AND settled = 1");
  const setSecret = database.prepare("UPDATE signet_sessions SET secret_hash = ? WHERE id = ?");
  const isBarred = database.prepare(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM signet_marks WHERE id = ?)
       OR EXISTS (SELECT 1 FROM signet_user_bars WHERE user_id = ? AND except_id <> ? AND created_until >= ?)
       OR EXISTS (SELECT 1 FROM signet_bar WHERE created_until >= ?)`,
  );
  const barUser = database.prepare(
    `INSERT INTO signet_user_bars (user_id, except_id, created_until, until) VALUES (?, ?, ?, ?)
     ON CONFLICT (user_id, except_id) DO UPDATE
     SET created_until = max(created_until, excluded.created_until), until = max(until, excluded.until)`,
  );
  const barEverybody = database.prepare(
    `INSERT INTO signet_bar (only, created_until) VALUES (1, ?)
     ON CONFLICT (only) DO UPDATE SET created_until = max(created_until, excluded.created_until)`,
  );
  const purgeMarks = database.prepare(
    `DELETE FROM signet_marks WHERE id IN
       (SELECT id FROM signet_marks WHERE until <= ? ORDER BY until LIMIT ?)`,
  );
  const purgeBars = database.prepare(
    `DELETE FROM signet_user_bars WHERE (user_id, except_id) IN
       (SELECT user_id, except_id FROM signet_user_bars WHERE until <= ? ORDER BY until LIMIT ?)`,
  );

  function purge(now: number, limit: number): void {
    purgeMarks.run(now, limit);
    purgeBars.run(now, limit);
  }

  function findBarred(id: string, userId: string, createdAt: number): boolean {
    return isFound(isBarred.get(id, userId, id, createdAt, createdAt));
  }

  return {
    purge,

    async adopt({ record, mayBegin, secretHashes, until }) {
      const { id, userId, createdAt } = record;
      return inTransaction(() => {
        const found = find(id);
        if (found === null && (!mayBegin || findBarred(id, userId, createdAt))) return null;
        const kept = found ?? record;
        const isKept = isSecretKept(kept, secretHashes) || isFound(isSettled.get(id));
        const { secretHash } = isKept ? kept : record;
        if (found === null) insert(record);
        else if (!isKept) setSecret.run(secretHash, id);
        mark.run(id, secretHashes === null ? 0 : 1, until);
        return { record: { ...kept, secretHash }, isNew: found === null };
      });
    },

    async findToAdopt({ id, userId, createdAt }) {
      // The bar first, then the session: another process may adopt the session in between, and that
      // session has not ended.
      const barred = findBarred(id, userId, createdAt);
      return find(id) ?? (barred ? "barred" : null);
    },

    async bar(bar) {
      inTransaction(() => {
        purge(bar.now, PURGED_PER_BAR);
        switch (bar.kind) {
          case "session":
            return mark.run(bar.id, 0, bar.until);
          case "user":
            return barUser.run(bar.userId, bar.exceptId ?? "", bar.now, bar.until);
          case "everybody":
            return barEverybody.run(bar.now);
        }
      });
    },
  };
}

function isFound(row: unknown): boolean {
  return row !== undefined && row !== null;
}
