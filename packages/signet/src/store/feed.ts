/** What a store tells servers that read sessions without asking it each time. */
import type { Store } from "./contract.ts";

/**
 * How long a store remembers what ended or changed; milliseconds. What was read from a token alone
 * must be younger, so a token may live for an hour, and the rest is for clocks and for waiting.
 */
export const FEED_KEEPS: number = 75 * 60_000;

/** Characters of an epoch, at most: tokens hold it. */
export const LONGEST_EPOCH: number = 64;

/** A session ended, or its data changed. One too many is allowed: it costs whoever hears it a look. */
export interface FeedEvent {
  readonly sessionId: string;
  /** When, by the store's clock: not before it was done. Milliseconds since the epoch. */
  readonly at: number;
  /** The data's version after the change; `null` when the session ended. */
  readonly version: number | null;
}

export interface FeedPage {
  readonly events: readonly FeedEvent[];
  /** What to ask with for the next page. */
  readonly cursor: string;
  /**
   * Whether this page ends a run: then everything has been told that was acknowledged before the
   * run's first page was asked for.
   */
  readonly isLast: boolean;
  /**
   * Whether the store could not go on from the cursor it was given, having lost or dropped what came
   * after it; this page is the first of all that is still remembered and within reach.
   */
  readonly isGap: boolean;
  /**
   * Another text since all sessions of everybody have ended (`revokeEverything`), or since the store
   * lost them, or may have lost what it had told: no token of another epoch is believed. At most
   * {@link LONGEST_EPOCH} letters, digits, `-`, `.` and `_`.
   */
  readonly epoch: string;
  /** The store's clock when it made the page; never earlier than an event's. Milliseconds since the epoch. */
  readonly time: number;
}

/**
 * A {@link Store} that tells what ended and what changed, so that servers can read sessions without
 * asking it. Telling is part of the operation: once `revoke`, `update`, `revokeByUser`,
 * `revokeEverything`, or a `create` that ended others, is acknowledged, every run of pages that
 * begins afterwards tells it. Run the suite of `signet-auth/testing` over a store of your own.
 */
export interface FeedStore extends Store {
  /**
   * The next of what ended or changed in the last {@link FEED_KEEPS}. Never writes sessions.
   *
   * @param cursor of the page before; `null` begins with the oldest that is remembered.
   * @param limit how many events a page may have, at least.
   * @param reach what is older by the store's clock is left out where a run begins, without a cursor
   *   or after a gap: whoever starts needs to hear of no more than its tokens can outlive; milliseconds.
   */
  revocationsSince(cursor: string | null, limit: number, reach?: number): Promise<FeedPage>;
  /**
   * Calls back when there may be something new, as a hint: it may call too often or not at all, and
   * nobody relies on it. Keeps no process alive. Returns how to stop.
   */
  subscribe(onNews: () => void): () => void;
}
