import { setTimeout as delay } from "node:timers/promises";
import type { FeedStore } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import { randomOf } from "../../harness/random.ts";
import { engineOn, requestWith } from "../app/engine.ts";
import { troubled } from "../app/feed.ts";
import type { FeedTrouble } from "../app/messages.ts";
import type { Deed } from "../record/deeds.ts";
import { type Sighting, sightings } from "../record/sightings.ts";

/** Milliseconds; the least there is. */
export const BOUND = 1_000;

/** The library, or one with a mistake in it. */
export type Library = typeof import("signet-auth");

/** A server that ends sessions and another that reads them, over one store, with the feed in our hands. */
export interface Scene {
  readonly signIn: () => Promise<void>;
  readonly revoke: () => Promise<void>;
  /** The reader asks about the session for so long; milliseconds. */
  readonly watch: (time: number) => Promise<void>;
  readonly feed: (trouble: FeedTrouble) => void;
  /** What the store would have told is lost once; it knows that much. */
  readonly loseNews: () => void;
  /** All that was done, and all that was seen. */
  readonly history: () => { readonly deeds: readonly Deed[]; readonly seen: readonly Sighting[] };
}

export function sceneOf(library: Library): Scene {
  const store = library.memoryStore();
  const { store: lossy, loseNews } = forgetful(store);
  const { store: far, set } = troubled(lossy, randomOf(1));
  const writer = engineOn(store, BOUND, library);
  const reader = engineOn(far, BOUND, library);
  const deeds: Deed[] = [];
  const kept = sightings();
  let current = { session: "", credential: "" };

  return {
    feed: set,
    loseNews,
    async signIn() {
      const begun = machineTime();
      const input = { userId: "ada", data: { count: 0 } };
      const { session, credential } = await writer.signIn(requestWith(), input);
      current = { session: session.id, credential };
      const acknowledged = machineTime();
      deeds.push({ kind: "signed-in", session: session.id, user: "ada", begun, acknowledged });
    },
    async revoke() {
      const begun = machineTime();
      await writer.sessions.revoke(current.session);
      deeds.push({ kind: "ended", session: current.session, begun, acknowledged: machineTime() });
    },
    async watch(time) {
      const { session, credential } = current;
      for (const end = performance.now() + time; performance.now() < end; await delay(5)) {
        const begun = machineTime();
        const reading = await reader.read(requestWith(credential));
        if (reading.status === "active") {
          const { count } = reading.session.data;
          kept.active({ session, count, bound: BOUND, begun }, reading.decidedBy);
        } else {
          const reason = reading.status === "rejected" ? reading.reason : reading.status;
          kept.refused({ session, reason, begun, answered: machineTime() });
        }
      }
    },
    history: () => ({ deeds, seen: kept.drain(machineTime()) }),
  };
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
