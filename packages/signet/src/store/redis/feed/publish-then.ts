import { keyedMutex } from "../../../keyed-mutex.ts";
import { backOff } from "../../../retry.ts";
import type { Send } from "../connection/send.ts";
import { run } from "../run-script.ts";
import type { FeedKeys } from "../schema.ts";
import { ANNOUNCE } from "./scripts.ts";

/** Times that an operation finds sessions to end that it has not announced. */
const TRIES = 50;
/** How long an operation waits for others of this process on the same user; milliseconds. */
const PATIENCE = 2_000;
/** The longest wait before the next try; milliseconds. */
const LONGEST_WAIT = 32;
/** An event must not seem much older than what it tells of; milliseconds. */
const STALE_AFTER = 10_000;

/** Sessions that are about to end, or to have their data changed to a version. */
export type News = readonly (readonly [sessionId: string, version: number | null])[];

function endOf(ids: readonly string[]): News {
  return ids.map((id) => [id, null]);
}

/** Tells first and does then. */
export interface Announcer {
  /** For what is known before it is done. */
  first<T>(news: News, work: () => Promise<T>): Promise<T>;
  /**
   * For what finds out by itself which of a user's sessions it ends: `work` is given those that have
   * been announced, and answers with an array of others, having changed nothing, or with the outcome.
   */
  asFound(
    userId: string,
    work: (announced: readonly string[]) => Promise<unknown>,
  ): Promise<unknown>;
}

/**
 * The feed is one key, and sessions are in other slots than it: nothing can change both at once. A
 * session that was announced and lives on costs whoever hears of it a look; one that ended without
 * being announced would be a hole. So the feed comes first, and a crash in between does no harm.
 */
export function announcerOn(write: Send, keys: FeedKeys): Announcer {
  const inOrder = keyedMutex<string>();

  async function announce(news: News): Promise<void> {
    if (news.length === 0) return;
    const args = news.flatMap(([id, version]) => [id, version ?? ""]);
    await run(write, ANNOUNCE, [keys.events], args);
  }

  async function first<T>(news: News, work: () => Promise<T>): Promise<T> {
    const announcedAt = performance.now();
    await announce(news);
    const result = await work();
    await announceAnew(news, announcedAt);
    return result;
  }

  /** After what took so long that the news of it is old. */
  async function announceAnew(news: News, announcedAt: number): Promise<void> {
    if (performance.now() - announcedAt > STALE_AFTER) await announce(news);
  }

  return {
    first,
    async asFound(userId, work) {
      const outcome = await work([]);
      if (!Array.isArray(outcome)) return outcome;
      // One at a time: what one has announced another would end first.
      const asked = performance.now();
      return inOrder(userId, async () => {
        if (performance.now() - asked > PATIENCE) throw tooBusy();
        return asAnnounced(outcome.map(String), work);
      });
    },
  };

  async function asAnnounced(
    found: string[],
    work: (announced: readonly string[]) => Promise<unknown>,
  ): Promise<unknown> {
    const announced = new Set<string>();
    const began = performance.now();
    for (let [tries, news] = [0, found]; tries < TRIES; tries++) {
      await announce(endOf(news));
      for (const id of news) announced.add(id);
      const outcome = await work([...announced]);
      if (!Array.isArray(outcome)) {
        await announceAnew(endOf([...announced]), began);
        return outcome;
      }
      news = outcome.map(String);
      // Another process was first.
      if (tries > 2) await backOff(tries, LONGEST_WAIT);
    }
    throw new Error("Others went on signing in faster than their sessions could be ended.");
  }
}

function tooBusy(): Error {
  return new Error(
    `Redis was busy with this user for more than ${PATIENCE} ms, so the operation was given up. Nothing was written: try again.`,
  );
}
