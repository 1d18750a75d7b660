import { isSecretKept, type SessionRecord } from "../contract.ts";
import type { FeedStore } from "../feed.ts";
import { memoryBars } from "./bars.ts";
import { memoryFeed } from "./feed.ts";

/** Sessions a `create` drops at most, if they are over. */
const PURGED_PER_CREATE = 8;

/**
 * Keeps sessions in this process: for tests, and for a single server that may forget everybody when
 * it restarts.
 */
export function memoryStore(): FeedStore {
  const records = new Map<string, SessionRecord>();
  const idsByUser = new Map<string, Set<string>>();
  const feed = memoryFeed();
  const bars = memoryBars();
  let sweep: Iterator<SessionRecord> | null = null;

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
    feed.tell(record.id, null);
  }

  function recordsOf(userId: string): SessionRecord[] {
    return [...(idsByUser.get(userId) ?? [])].flatMap((id) => records.get(id) ?? []);
  }

  /** Newest first. */
  function liveRecordsOf(userId: string, now: number): SessionRecord[] {
    return recordsOf(userId)
      .filter((record) => record.expiresAt > now)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  /** Goes on where it stopped, so that a bounded sweep reaches every record in the end. */
  function sweepExpired(now: number, limit: number, looks: number): number {
    let dropped = 0;
    for (let looked = 0; looked < looks && dropped < limit; looked++) {
      sweep ??= records.values();
      const next = sweep.next();
      if (next.done) {
        sweep = null;
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
      sweepExpired(record.createdAt, PURGED_PER_CREATE, PURGED_PER_CREATE);
      bars.sweep(record.createdAt, PURGED_PER_CREATE);
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
      feed.tell(id, version);
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
      sweep = null;
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
      bars.sweep(bar.now, PURGED_PER_CREATE);
      bars.add(bar);
    },

    async purgeExpired(now, limit) {
      bars.sweep(now, limit);
      sweep = null;
      return sweepExpired(now, limit, records.size);
    },
  };
}
