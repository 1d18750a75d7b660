/** The feed of a store. Servers follow the feed, so that they can read sessions without a store call each time. */
import type { Store } from "./contract.ts";

/**
 * How long a store keeps feed events: 75 minutes, in milliseconds. A token may live for at most one
 * hour. The other 15 minutes allow for differences between clocks and for delays.
 */
export const FEED_KEEPS: number = 75 * 60_000;

/** The maximum length of an epoch in characters. Tokens contain the epoch. */
export const LONGEST_EPOCH: number = 64;

/**
 * Reports that a session ended or that its data changed. A store may publish an event without such a
 * change. A superfluous event costs its reader one store read.
 */
export interface FeedEvent {
  readonly sessionId: string;
  /**
   * The time of the event by the store's clock, in milliseconds since the Unix epoch.
   * It is not earlier than the change.
   */
  readonly at: number;
  /** The version of the data after the change; `null` if the session ended. */
  readonly version: number | null;
}

/**
 * One page of a feed. A reader asks for page after page until `isLast` is `true`. These pages are a *run*.
 */
export interface FeedPage {
  /** The events of this page, oldest first. */
  readonly events: readonly FeedEvent[];
  /** The cursor for the next page. */
  readonly cursor: string;
  /**
   * Whether this page ends the run. Then the run has all events that were acknowledged before the call
   * for its first page.
   */
  readonly isLast: boolean;
  /**
   * Whether the store could not continue from the given cursor, because it has lost or deleted events
   * after the cursor. Then this page is the first page of all events that the store still has within `reach`.
   */
  readonly isGap: boolean;
  /**
   * An id that changes after `revokeEverything()`, after a loss of all sessions, and after a possible loss
   * of feed events. Tokens with another epoch need a store read. At most {@link LONGEST_EPOCH} letters,
   * digits, `-`, `.` and `_`.
   */
  readonly epoch: string;
  /**
   * The store's clock when it made this page, in milliseconds since the Unix epoch. It is never earlier
   * than the `at` of an event of this page.
   */
  readonly time: number;
}

/**
 * A {@link Store} with a feed of ended and changed sessions. With the feed, servers can read sessions
 * from tokens alone.
 *
 * Publishing is part of the operation. Once one of these is acknowledged, every run of pages that begins
 * later has its events: `revoke`, `update`, `revokeByUser`, `revokeEverything`, and a `create` that ended
 * other sessions. For `revokeEverything` a new epoch is enough.
 *
 * `signet-auth/testing` has a test suite for your own store (`feedConformance`).
 */
export interface FeedStore extends Store {
  /**
   * Returns the next page of the events of the last {@link FEED_KEEPS} milliseconds. Never writes sessions.
   *
   * Rejects if the store is unavailable. The reader then keeps its cursor and tries again later.
   *
   * @param cursor The cursor of the previous page. `null` begins with the oldest event within `reach`.
   *   A cursor that is not of this store gives a page with `isGap`.
   * @param limit The number of events that the caller asks for. The stores of this library return at most
   *   this number.
   * @param reach How far back a run begins, in milliseconds by the store's clock. The store applies it
   *   if there is no cursor or if there is a gap. A new server needs no event that is older than its
   *   tokens can live. Default {@link FEED_KEEPS}.
   */
  revocationsSince(cursor: string | null, limit: number, reach?: number): Promise<FeedPage>;
  /**
   * Calls `onHint` when the feed may have new events, and returns a function that ends the subscription.
   * A hint carries no event. Hints may be missing or superfluous, so readers must also read the feed
   * regularly. A subscription does not keep the process alive.
   */
  subscribe(onHint: () => void): () => void;
}
