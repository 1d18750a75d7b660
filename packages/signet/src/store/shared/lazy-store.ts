import { lazy, type Opened } from "../../database/shared/lazy.ts";
import type { FeedStore } from "../feed.ts";

/** A store that opens its connections itself. */
export interface OpeningStore extends FeedStore {
  /**
   * Releases the connections. They close unless another store of this process uses them. The next
   * operation opens them again, except `revocationsSince` and `subscribe`, which run in the background.
   */
  close(): Promise<void>;
}

/** Creates a store that calls `open` on first use. After a rejection, the next operation calls `open` again. */
export function lazyStore(open: () => Promise<Opened<FeedStore>>): OpeningStore {
  const { get: store, isClosed, close } = lazy(open);

  /** Is for calls in the background. Such a call must not open a store that the application has closed. */
  async function storeUnlessClosed(): Promise<FeedStore> {
    if (isClosed()) throw new Error("The store was closed. It opens again with the next request.");
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

    subscribe(onHint) {
      let isEnded = false;
      let unsubscribe = () => {};
      storeUnlessClosed().then(
        (one) => {
          if (!isEnded) unsubscribe = one.subscribe(onHint);
        },
        () => {},
      );
      return () => {
        isEnded = true;
        unsubscribe();
      };
    },

    close,
  };
}
