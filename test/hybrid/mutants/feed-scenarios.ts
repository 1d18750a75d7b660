import { setTimeout as delay } from "node:timers/promises";
import type { FeedServers } from "./feed-servers.ts";
import type { FeedMutant } from "./mutants.ts";
import { BOUND } from "./two-servers.ts";

/** The library's timeout for a page of the feed; milliseconds. */
const PAGE_TIMEOUT = 2_000;
const HOUR = 3_600_000;

/** Signs in, and reads until the reader decides by its view. */
async function signedIn(servers: FeedServers): Promise<void> {
  await servers.signIn();
  await servers.watch(BOUND / 2);
}

/** For each mutant of the feed, the scenario that reveals it. */
export const feedScenarios: Readonly<Record<FeedMutant, (servers: FeedServers) => Promise<void>>> =
  {
    async arrival(servers) {
      await signedIn(servers);
      servers.feed({ kind: "late", there: 0, back: PAGE_TIMEOUT - 200 });
      // Afterwards, a page is in flight that was made before the revocation.
      await servers.watch(BOUND / 2);
      await servers.revoke();
      await servers.watch(3 * BOUND);
    },

    async gap(servers) {
      await signedIn(servers);
      servers.feed({ kind: "cut" });
      await servers.revoke();
      servers.loseEvents();
      servers.feed({ kind: "none" });
      await servers.watch(2 * BOUND);
    },

    async wallClock(servers) {
      await signedIn(servers);
      servers.feed({ kind: "cut" });
      const rightTime = Date.now;
      Date.now = () => rightTime() - HOUR;
      await servers.revoke();
      await servers.watch(2 * BOUND);
    },

    async cursor(servers) {
      await signedIn(servers);
      servers.feed({ kind: "late", there: 0, back: PAGE_TIMEOUT + 300 });
      await servers.revoke();
      // The page with the revocation times out before it arrives.
      await delay(3 * PAGE_TIMEOUT);
      servers.feed({ kind: "none" });
      await servers.watch(2 * BOUND);
    },

    async coldStart(servers) {
      servers.feed({ kind: "cut" });
      await servers.signIn();
      await servers.revoke();
      await delay(BOUND + 100);
      await servers.watch(BOUND);
    },
  };
