import { setTimeout as delay } from "node:timers/promises";
import type { FeedMistake } from "./broken.ts";
import type { FeedScene } from "./feed-scene.ts";
import { BOUND } from "./scene.ts";

/** What a page may take, by the library; milliseconds. */
const PAGE_TIMEOUT = 2_000;
const HOUR = 3_600_000;

/** Until the reader goes by what it has heard. */
async function signedIn(scene: FeedScene): Promise<void> {
  await scene.signIn();
  await scene.watch(BOUND / 2);
}

/** For each mistake with the feed what brings it out. */
export const feedScenes: Readonly<Record<FeedMistake, (scene: FeedScene) => Promise<void>>> = {
  async arrival(scene) {
    await signedIn(scene);
    scene.feed({ kind: "late", there: 0, back: PAGE_TIMEOUT - 200 });
    // By now a page is under way that was made before the end.
    await scene.watch(BOUND / 2);
    await scene.revoke();
    await scene.watch(3 * BOUND);
  },

  async gap(scene) {
    await signedIn(scene);
    scene.feed({ kind: "cut" });
    await scene.revoke();
    scene.loseNews();
    scene.feed({ kind: "none" });
    await scene.watch(2 * BOUND);
  },

  async wallClock(scene) {
    await signedIn(scene);
    scene.feed({ kind: "cut" });
    const rightTime = Date.now;
    Date.now = () => rightTime() - HOUR;
    await scene.revoke();
    await scene.watch(2 * BOUND);
  },

  async cursor(scene) {
    await signedIn(scene);
    scene.feed({ kind: "late", there: 0, back: PAGE_TIMEOUT + 300 });
    await scene.revoke();
    // The page that tells of it is given up before it arrives.
    await delay(3 * PAGE_TIMEOUT);
    scene.feed({ kind: "none" });
    await scene.watch(2 * BOUND);
  },

  async coldStart(scene) {
    scene.feed({ kind: "cut" });
    await scene.signIn();
    await scene.revoke();
    await delay(BOUND + 100);
    await scene.watch(BOUND);
  },
};
