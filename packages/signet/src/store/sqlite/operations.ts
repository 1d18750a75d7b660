import type { SessionRecord } from "../contract.ts";
import type { FeedStore } from "../feed.ts";
import { COLUMNS, toRecord, toValues } from "../shared/sql-row.ts";
import { adoptionOn } from "./adoption.ts";
import type { SqliteDatabase } from "./client.ts";
import { feedOn } from "./feed.ts";

/** What an open database does; hints are not among it. */
export type SqliteOperations = Omit<FeedStore, "subscribe">;

/** Expired sessions a `create` drops at most, so that no sign-in pays for a thousand others. */
const PURGED_PER_CREATE = 8;

/** The contract on an open database; every statement is prepared once. */
export function operationsOn(database: SqliteDatabase): SqliteOperations {
  const feed = feedOn(database);
  const insert = database.prepare(
    `INSERT INTO signet_sessions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare("SELECT * FROM signet_sessions WHERE id = ?");
  const renew = database.prepare(
    "UPDATE signet_sessions SET renewed_at = ?, expires_at = ? WHERE id = ? AND renewed_at = ?",
  );
  const update = database.prepare(
    "UPDATE signet_sessions SET data = ?, version = version + 1 WHERE id = ? AND version = ?",
  );
  const remove = database.prepare("DELETE FROM signet_sessions WHERE id = ?");
  const list = database.prepare(
    `SELECT * FROM signet_sessions WHERE user_id = ? AND expires_at > ?
     ORDER BY created_at DESC, id`,
  );
  const removeOf = database.prepare("DELETE FROM signet_sessions WHERE id = ? AND user_id = ?");
  const removeOldest = database.prepare(
    `DELETE FROM signet_sessions WHERE id IN
       (SELECT id FROM signet_sessions WHERE user_id = ? AND id <> ? AND expires_at > ?
        ORDER BY created_at DESC, id LIMIT -1 OFFSET ?)`,
  );
  const removeByUser = database.prepare(
    "DELETE FROM signet_sessions WHERE user_id = ? AND id IS NOT ?",
  );
  const purge = database.prepare(
    `DELETE FROM signet_sessions WHERE id IN
       (SELECT id FROM signet_sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
  );

  const removeAll = database.prepare("DELETE FROM signet_sessions");

  /** All of it or, when it throws, nothing. */
  function atOnce<T>(work: () => T): T {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      rollBack(database);
      throw error;
    }
  }

  function find(id: string): SessionRecord | null {
    const row = select.get(id);
    return row === undefined || row === null ? null : toRecord(row);
  }

  const adoption = adoptionOn(database, {
    atOnce,
    find,
    insert: (record) => void insert.run(...toValues(record)),
  });

  function endOldest(userId: string, exceptId: string, createdAt: number, kept: number): number {
    feed.tellOldest(userId, exceptId, createdAt, kept);
    return Number(removeOldest.run(userId, exceptId, createdAt, kept).changes);
  }

  return {
    async create(record, maxPerUser, replacing = null) {
      return atOnce(() => {
        insert.run(...toValues(record));
        const { id, userId, createdAt } = record;
        if (replacing !== null && replacing !== id && changed(removeOf.run(replacing, userId))) {
          feed.tell(replacing, null);
        }
        const ended = maxPerUser === null ? 0 : endOldest(userId, id, createdAt, maxPerUser - 1);
        purge.run(createdAt, PURGED_PER_CREATE);
        adoption.purge(createdAt, PURGED_PER_CREATE);
        return ended;
      });
    },

    find: async (id) => find(id),

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      return changed(renew.run(renewedAt, expiresAt, id, ifRenewedAt));
    },

    async update(id, { data, ifVersion }) {
      return atOnce(() => {
        const isNew = changed(update.run(data, id, ifVersion));
        if (isNew) feed.tell(id, ifVersion + 1);
        return isNew;
      });
    },

    async revoke(id) {
      return atOnce(() => {
        const isOver = changed(remove.run(id));
        if (isOver) feed.tell(id, null);
        return isOver;
      });
    },

    async listByUser(userId, now) {
      return list.all(userId, now).map(toRecord);
    },

    async revokeByUser(userId, exceptId) {
      return atOnce(() => {
        feed.tellUser(userId, exceptId);
        return Number(removeByUser.run(userId, exceptId).changes);
      });
    },

    async revokeEverything() {
      atOnce(() => {
        removeAll.run();
        feed.beginEpoch();
      });
    },

    revocationsSince: feed.revocationsSince,

    adopt: adoption.adopt,
    findToAdopt: adoption.findToAdopt,
    bar: adoption.bar,

    async purgeExpired(now, limit) {
      return atOnce(() => {
        adoption.purge(now, limit);
        return Number(purge.run(now, limit).changes);
      });
    },
  };
}

function changed({ changes }: { readonly changes: number | bigint }): boolean {
  return Number(changes) === 1;
}

/** Ends a transaction that failed, unless SQLite has done so by itself. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // There was none any more.
  }
}
