import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { inTransaction as transaction } from "../../database/sqlite/transaction.ts";
import type { SessionRecord } from "../contract.ts";
import type { FeedStore } from "../feed.ts";
import { COLUMNS, toRecord, toValues } from "../shared/sql-row.ts";
import { adoptionOn } from "./adoption.ts";
import { feedOn } from "./feed.ts";

/** The operations on an open database. SQLite has no hints, so `subscribe` is not among them. */
export type SqliteOperations = Omit<FeedStore, "subscribe">;

/** Maximum number of expired sessions that one `create` deletes, so that a sign-in stays fast. */
const PURGED_PER_CREATE = 8;

/** Implements the contract on an open database. Prepares every statement once. */
export function operationsOn(database: SqliteDatabase): SqliteOperations {
  const feed = feedOn(database);
  const insert = database.prepare(
    `INSERT INTO signet_sessions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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

  const inTransaction = <T>(work: () => T): T => transaction(database, work);

  function find(id: string): SessionRecord | null {
    const row = select.get(id);
    return row === undefined || row === null ? null : toRecord(row);
  }

  const adoption = adoptionOn(database, {
    inTransaction,
    find,
    insert: (record) => void insert.run(...toValues(record)),
  });

  function endOldest(userId: string, exceptId: string, createdAt: number, kept: number): number {
    feed.publishOldest(userId, exceptId, createdAt, kept);
    return Number(removeOldest.run(userId, exceptId, createdAt, kept).changes);
  }

  return {
    async create(record, maxPerUser, replacing = null) {
      return inTransaction(() => {
        insert.run(...toValues(record));
        const { id, userId, createdAt } = record;
        if (replacing !== null && replacing !== id && changed(removeOf.run(replacing, userId))) {
          feed.publish(replacing, null);
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
      return inTransaction(() => {
        const isDone = changed(update.run(data, id, ifVersion));
        if (isDone) feed.publish(id, ifVersion + 1);
        return isDone;
      });
    },

    async revoke(id) {
      return inTransaction(() => {
        const isDone = changed(remove.run(id));
        if (isDone) feed.publish(id, null);
        return isDone;
      });
    },

    async listByUser(userId, now) {
      return list.all(userId, now).map(toRecord);
    },

    async revokeByUser(userId, exceptId) {
      return inTransaction(() => {
        feed.publishUser(userId, exceptId);
        return Number(removeByUser.run(userId, exceptId).changes);
      });
    },

    async revokeEverything() {
      inTransaction(() => {
        removeAll.run();
        feed.beginEpoch();
      });
    },

    revocationsSince: feed.revocationsSince,

    adopt: adoption.adopt,
    findToAdopt: adoption.findToAdopt,
    bar: adoption.bar,

    async purgeExpired(now, limit) {
      return inTransaction(() => {
        adoption.purge(now, limit);
        return Number(purge.run(now, limit).changes);
      });
    },
  };
}

function changed({ changes }: { readonly changes: number | bigint }): boolean {
  return Number(changes) === 1;
}
