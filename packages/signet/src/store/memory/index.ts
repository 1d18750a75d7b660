import { isSecretKept, type SessionRecord } from "../contract.ts";
import type { FeedStore } from "../feed.ts";
import { memoryBars } from "./bars.ts";
import { memoryFeed } from "./feed.ts";

/** Maximum number of records, marks and users' bars that one `create` examines for expiry. */
const PURGED_PER_CREATE = 8;

/**
 * Creates a store that keeps sessions in the memory of this process. A restart loses all sessions, so
 * use it for tests, or for a single server where a restart may sign out all users.
 *
 * @example
 * ```ts
 * import { createSignet, database, memoryStore } from "signet-auth";
 *
 * const signet = createSignet({
 *   strategy: database({ store: memoryStore() }),
 *   secret: process.env.AUTH_SECRET,
 * });
 * ```
 */
export function memoryStore(): FeedStore {
  const records = new Map<string, SessionRecord>();
  const idsByUser = new Map<string, Set<string>>();
  const feed = memoryFeed();
  const bars = memoryBars();
  let unexamined: Iterator<SessionRecord> | null = null;

  function add(record: SessionRecord): void {
    records.set(record.id, record);
    const ids = idsByUser.get(record.userId);
    if (ids === undefined) idsByUser.set(record.userId, new Set([record.id]));
    else ids.add(record.id);
  }

  function remove(record: SessionRecord): void {
    records.delete(record.id);
    const ids = idsByUser.get(record.userId);
    ids?.delete(record.id);
    if (ids?.size === 0) idsByUser.delete(record.userId);
  }

  function end(record: SessionRecord): void {
    remove(record);
    feed.publish(record.id, null);
  }

  function recordsOf(userId: string): SessionRecord[] {
    return [...(idsByUser.get(userId) ?? [])].flatMap((id) => records.get(id) ?? []);
  }

  /** Returns the newest first. */
  function liveRecordsOf(userId: string, now: number): SessionRecord[] {
    return recordsOf(userId)
      .filter((record) => record.expiresAt > now)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  /**
   * Examines at most `most` records, deletes at most `limit` expired ones, and returns how many.
   * Continues where the last call stopped, so that repeated calls reach every record.
   */
  function dropExpired(now: number, limit: number, most: number): number {
    let dropped = 0;
    for (let examined = 0; examined < most && dropped < limit; examined++) {
      unexamined ??= records.values();
      const next = unexamined.next();
      if (next.done) {
        unexamined = null;
        break;
      }
      if (next.value.expiresAt > now) continue;
      remove(next.value);
      dropped++;
    }
    return dropped;
  }

  return {
    async create(record, maxPerUser, replacing = null) {
      if (records.has(record.id)) throw new Error("A session with this id exists already.");
      dropExpired(record.createdAt, PURGED_PER_CREATE, PURGED_PER_CREATE);
      bars.purge(record.createdAt, PURGED_PER_CREATE);
      const replaced = replacing === null ? undefined : records.get(replacing);
      if (replaced?.userId === record.userId) end(replaced);
      const others = liveRecordsOf(record.userId, record.createdAt);
      const ended = maxPerUser === null ? [] : others.slice(maxPerUser - 1);
      for (const old of ended) end(old);
      add(record);
      return ended.length;
    },

    async find(id) {
      return records.get(id) ?? null;
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      const record = records.get(id);
      if (record === undefined || record.renewedAt !== ifRenewedAt) return false;
      records.set(id, { ...record, renewedAt, expiresAt });
      return true;
    },

    async update(id, { data, ifVersion }) {
      const record = records.get(id);
      if (record === undefined || record.version !== ifVersion) return false;
      const version = ifVersion + 1;
      records.set(id, { ...record, data, version });
      feed.publish(id, version);
      return true;
    },

    async revoke(id) {
      const record = records.get(id);
      if (record === undefined) return false;
      end(record);
      return true;
    },

    async listByUser(userId, now) {
      return liveRecordsOf(userId, now);
    },

    async revokeByUser(userId, exceptId) {
      const ended = recordsOf(userId).filter((record) => record.id !== exceptId);
      for (const record of ended) end(record);
      return ended.length;
    },

    async revokeEverything() {
      records.clear();
      idsByUser.clear();
      unexamined = null;
      feed.beginEpoch();
    },

    revocationsSince: feed.revocationsSince,
    subscribe: feed.subscribe,

    async adopt({ record, mayBegin, secretHashes, until }) {
      const { id } = record;
      const found = records.get(id);
      if (found === undefined) {
        if (!mayBegin || bars.isBarred(record)) return null;
        add(record);
        bars.mark(id, secretHashes !== null, until);
        return { record, isNew: true };
      }
      const { secretHash } =
        isSecretKept(found, secretHashes) || bars.isSettled(id) ? found : record;
      records.set(id, { ...found, secretHash });
      bars.mark(id, secretHashes !== null, until);
      return { record: { ...found, secretHash }, isNew: false };
    },

    async findToAdopt(candidate) {
      return records.get(candidate.id) ?? (bars.isBarred(candidate) ? "barred" : null);
    },

    async bar(bar) {
      bars.purge(bar.now, PURGED_PER_CREATE);
      bars.add(bar);
    },

    async purgeExpired(now, limit) {
      bars.purge(now, limit);
      unexamined = null;
      return dropExpired(now, limit, records.size);
    },
  };
}
