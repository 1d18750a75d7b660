import type { FeedStore } from "signet-auth";
import { randomOf } from "../../harness/random.ts";
import { withFaultyFeed } from "../app/faulty-feed.ts";
import type { FeedFault } from "../app/messages.ts";
import { type Library, startTwoServers, type TwoServers } from "./two-servers.ts";

/** Two servers on one store, with faults in the feed of the reader. */
export interface FeedServers extends TwoServers {
  readonly feed: (fault: FeedFault) => void;
  /** The events of the next page are lost, and the page reports a gap. */
  readonly loseEvents: () => void;
}

/** Creates the two servers on a store in memory. */
export function startFeedServers(library: Library): FeedServers {
  const store = library.memoryStore();
  const { store: lossy, loseEvents } = withLoss(store);
  const { store: far, set } = withFaultyFeed(lossy, randomOf(1));
  return { ...startTwoServers(library, { writer: store, reader: far }), feed: set, loseEvents };
}

function withLoss(store: FeedStore): { store: FeedStore; loseEvents: () => void } {
  let isLost = false;
  return {
    loseEvents() {
      isLost = true;
    },
    store: {
      ...store,
      async revocationsSince(...asked) {
        const page = await store.revocationsSince(...asked);
        if (!isLost) return page;
        isLost = false;
        return { ...page, events: [], isGap: true };
      },
    },
  };
}
