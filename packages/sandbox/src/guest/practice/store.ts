import { type FeedStore, memoryStore } from "signet-auth";
import { parse } from "./captured.ts";

export interface CountingStore {
  readonly store: FeedStore;
  /** Calls by the name of the operation, such as `find`. */
  readonly counts: Record<string, number>;
  /** While true, each call rejects, as if the server of the store did not answer. */
  down: boolean;
  /** While true, the feed cannot be read, and no hints arrive. */
  feedCut: boolean;
  /** Returns the records by id, without the hashes of their secrets. It counts no call. */
  records(): Promise<Record<string, Record<string, unknown>>>;
}

/** Creates a store in memory that counts its calls by name and can fail. */
export function countingStore(): CountingStore {
  const inner = memoryStore();
  const counts: Record<string, number> = {};
  const ids = new Set<string>();
  const self: CountingStore = { store: counted(), counts, down: false, feedCut: false, records };
  return self;

  function counted(): FeedStore {
    const asked = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
      counts[name] = (counts[name] ?? 0) + 1;
      if (self.down) throw new Error("connect ECONNREFUSED 127.0.0.1:6379");
      return run();
    };
    return {
      create(record, ...rest) {
        ids.add(record.id);
        return asked("create", () => inner.create(record, ...rest));
      },
      adopt(adoption) {
        ids.add(adoption.record.id);
        return asked("adopt", () => inner.adopt(adoption));
      },
      find: (...args) => asked("find", () => inner.find(...args)),
      renew: (...args) => asked("renew", () => inner.renew(...args)),
      update: (...args) => asked("update", () => inner.update(...args)),
      revoke: (...args) => asked("revoke", () => inner.revoke(...args)),
      listByUser: (...args) => asked("listByUser", () => inner.listByUser(...args)),
      revokeByUser: (...args) => asked("revokeByUser", () => inner.revokeByUser(...args)),
      revokeEverything: () => asked("revokeEverything", () => inner.revokeEverything()),
      purgeExpired: (...args) => asked("purgeExpired", () => inner.purgeExpired(...args)),
      findToAdopt: (...args) => asked("findToAdopt", () => inner.findToAdopt(...args)),
      bar: (...args) => asked("bar", () => inner.bar(...args)),
      revocationsSince: (...args) =>
        asked("revocationsSince", async () => {
          if (self.feedCut) throw new Error("read ETIMEDOUT: the feed is cut");
          return inner.revocationsSince(...args);
        }),
      subscribe: (onHint) =>
        inner.subscribe(() => {
          if (!self.feedCut && !self.down) onHint();
        }),
    };
  }

  /** Returns the records by id, without the hashes of their secrets. It counts no call. */
  async function records(): Promise<Record<string, Record<string, unknown>>> {
    const found: Record<string, Record<string, unknown>> = {};
    for (const id of ids) {
      const record = await inner.find(id);
      if (record === null) continue;
      const { secretHash: _, id: __, data, ...rest } = record;
      found[id] = { ...rest, data: parse(data) };
    }
    return found;
  }
}
