import type { Send } from "../../../database/redis/connection/send.ts";
import { keyedMutex } from "../../../keyed-mutex.ts";
import { backOff } from "../../../retry.ts";
import { runScript } from "../run-script.ts";
import type { FeedKeys } from "../schema.ts";
import { PUBLISH } from "./scripts.ts";

/** How often an operation may find more sessions whose ends are not published. */
const TRIES = 50;
/** How long an operation waits for other operations of this process on the same user; milliseconds. */
const LOCK_TIMEOUT = 2_000;
/** The longest pause before the next try; milliseconds. */
const LONGEST_PAUSE = 32;
/** If the change comes later than this after its event, the event is published again; milliseconds. */
const STALE_AFTER = 10_000;

/** Sessions that are about to end (`null`), or whose data is about to get a new version. */
export type Changes = readonly (readonly [sessionId: string, version: number | null])[];

function endOf(ids: readonly string[]): Changes {
  return ids.map((id) => [id, null]);
}

/** Publishes events before their changes. */
export interface Publisher {
  /** Publishes known changes, and then runs the work that makes them. */
  publishThen<T>(changes: Changes, work: () => Promise<T>): Promise<T>;
  /**
   * Runs work that finds out itself which sessions of a user it ends. `work` gets the ids whose ends are
   * published. If it has to end other sessions, it changes nothing and returns their ids as an array.
   * Their ends are then published, and `work` runs again. Returns the first result that is not an array.
   */
  runUntilPublished(
    userId: string,
    work: (published: readonly string[]) => Promise<unknown>,
  ): Promise<unknown>;
}

/**
 * Creates the publisher. The feed is one key, and the sessions are in other slots, so no script can change
 * both. An event without its change costs a reader one store read. A change without its event would stay
 * unnoticed. So the event comes first, and a crash between the two does no harm.
 */
export function publisherOn(write: Send, keys: FeedKeys): Publisher {
  const userLock = keyedMutex<string>();

  async function publish(changes: Changes): Promise<void> {
    if (changes.length === 0) return;
    const args = changes.flatMap(([id, version]) => [id, version ?? ""]);
    await runScript(write, PUBLISH, [keys.events], args);
  }

  /** Publishes again if the work took so long that its events look too old. */
  async function publishIfStale(changes: Changes, publishedAt: number): Promise<void> {
    if (performance.now() - publishedAt > STALE_AFTER) await publish(changes);
  }

  return {
    async publishThen(changes, work) {
      const publishedAt = performance.now();
      await publish(changes);
      const result = await work();
      await publishIfStale(changes, publishedAt);
      return result;
    },

    async runUntilPublished(userId, work) {
      const outcome = await work([]);
      if (!Array.isArray(outcome)) return outcome;
      // One operation per user at a time. Otherwise they would end each other's published sessions.
      const askedAt = performance.now();
      return userLock(userId, async () => {
        if (performance.now() - askedAt > LOCK_TIMEOUT) throw tooBusy();
        return publishAndRetry(outcome.map(String), work);
      });
    },
  };

  async function publishAndRetry(
    found: string[],
    work: (published: readonly string[]) => Promise<unknown>,
  ): Promise<unknown> {
    const published = new Set<string>();
    const beganAt = performance.now();
    for (let [tries, ids] = [0, found]; tries < TRIES; tries++) {
      await publish(endOf(ids));
      for (const id of ids) published.add(id);
      const outcome = await work([...published]);
      if (!Array.isArray(outcome)) {
        await publishIfStale(endOf([...published]), beganAt);
        return outcome;
      }
      ids = outcome.map(String);
      // Another process changed the user's sessions in between.
      if (tries > 2) await backOff(tries, LONGEST_PAUSE);
    }
    throw new Error(
      `Other sign-ins of this user changed the sessions during each of ${TRIES} tries. The operation was given up: try again.`,
    );
  }
}

function tooBusy(): Error {
  return new Error(
    `Other operations on this user took more than ${LOCK_TIMEOUT} ms. The operation was given up and changed no session: try again.`,
  );
}
