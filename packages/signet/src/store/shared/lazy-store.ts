import type { FeedStore } from "../feed.ts";

/** A store that opens what it stands on, and can let go of it. */
export interface OpeningStore extends FeedStore {
  /**
   * Lets go of the connections, which are closed unless another store of this process uses them. The
   * next operation opens them again.
   */
  close(): Promise<void>;
}

/** A store on something open, and the way to let go of that. */
export interface Opened {
  readonly store: FeedStore;
  close(): Promise<void>;
}

/** Opens on first use, and again when that has failed. */
export function lazyStore(open: () => Promise<Opened>): OpeningStore {
  let opened: Promise<Opened> | null = null;
  let isClosed = false;

  async function store(): Promise<FeedStore> {
    isClosed = false;
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return (await opened).store;
  }

  /** For what is asked in the background, which must not open what the application has closed. */
  async function storeUnlessClosed(): Promise<FeedStore> {
    if (isClosed) throw new Error("The store is closed: it is for a request to open it.");
    return store();
  }

  return {
    create: async (...given) => (await store()).create(...given),
    find: async (id) => (await store()).find(id),
    renew: async (...given) => (await store()).renew(...given),
    update: async (...given) => (await store()).update(...given),
    revoke: async (id) => (await store()).revoke(id),
    listByUser: async (...given) => (await store()).listByUser(...given),
    revokeByUser: async (...given) => (await store()).revokeByUser(...given),
    revokeEverything: async () => (await store()).revokeEverything(),
    purgeExpired: async (...given) => (await store()).purgeExpired(...given),
    adopt: async (adoption) => (await store()).adopt(adoption),
    findToAdopt: async (candidate) => (await store()).findToAdopt(candidate),
    bar: async (bar) => (await store()).bar(bar),
    revocationsSince: async (...given) => (await storeUnlessClosed()).revocationsSince(...given),

    subscribe(onNews) {
      let isLeft = false;
      let leave = () => {};
      storeUnlessClosed().then(
        (one) => {
          if (!isLeft) leave = one.subscribe(onNews);
        },
        () => {},
      );
      return () => {
        isLeft = true;
        leave();
      };
    },

    async close() {
      const closing = opened;
      opened = null;
      isClosed = true;
      await (await closing?.catch(() => null))?.close();
    },
  };
}
