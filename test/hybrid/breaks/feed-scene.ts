import type { FeedStore } from "signet-auth";
import { randomOf } from "../../harness/random.ts";
import { troubled } from "../app/feed.ts";
import type { FeedTrouble } from "../app/messages.ts";
import { type Library, type Scene, sceneOf } from "./scene.ts";

/** Both servers over one store, with the feed in our hands. */
export interface FeedScene extends Scene {
  readonly feed: (trouble: FeedTrouble) => void;
  /** What the store would have told is lost once; it knows that much. */
  readonly loseNews: () => void;
}

export function feedSceneOf(library: Library): FeedScene {
  const store = library.memoryStore();
  const { store: lossy, loseNews } = forgetful(store);
  const { store: far, set } = troubled(lossy, randomOf(1));
  return { ...sceneOf(library, { writer: store, reader: far }), feed: set, loseNews };
}

function forgetful(store: FeedStore): { store: FeedStore; loseNews: () => void } {
  let isLost = false;
  return {
    loseNews() {
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
