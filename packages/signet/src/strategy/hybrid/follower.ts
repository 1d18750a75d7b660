import type { FeedPage, FeedStore } from "../../store/feed.ts";
import type { FeedMetrics } from "../contract.ts";
import { askWithin } from "../stored/ask.ts";
import { type StoreClock, storeClock } from "./clock.ts";
import { createKnownEnds } from "./known-ends.ts";
import type { TokenFacts } from "./token.ts";
import { createView, type RevocationView } from "./view/view.ts";

/** Events of a page. The view takes in so many within a millisecond. */
const PAGE = 1_000;
/** How long the store may take for a page; milliseconds. */
const PAGE_TIMEOUT = 2_000;
/**
 * How long the view keeps an event beyond the longest life of a token, for clock differences and for the
 * delay of an event; milliseconds.
 */
const MARGIN = 60_000;

/** Follows the feed of a store, and holds the ended and changed sessions. */
export interface Follower {
  readonly view: RevocationView;
  readonly clock: StoreClock;
  /** The store's epoch; `null` before it is known. */
  readonly epoch: string | null;
  /** Events before this time of the store's clock may be lost: older tokens need a store read; milliseconds. */
  readonly horizon: number;
  /**
   * Returns the age of the view's knowledge at the moment `at` of the monotonic clock; milliseconds,
   * infinite before the first complete reading.
   */
  staleness(at: number): number;
  /** Reads new pages of the feed. Concurrent calls share one reading. Rejects when the store does not answer. */
  refresh(): Promise<void>;
  /** Takes in an end or a change that this process made, or saw in the store. */
  note(sessionId: string, version: number | null): void;
  /** Takes in that the store has no such session. It has ended, or has not moved there yet. */
  noteGone(sessionId: string): void;
  /** Checks whether `noteGone` was called so lately that a token of the session can be live. */
  isGone(sessionId: string): boolean;
  /** Takes in that a session has moved to the store. */
  noteMoved(sessionId: string): void;
  /**
   * Takes in that this process has ended some or all sessions of a user, except `exceptId`, without
   * their ids. The view counts as stale until the feed has listed them.
   */
  noteUser(userId: string, exceptId: string | null): void;
  /** Takes in that this process has ended all sessions of all users. */
  noteEverybody(): void;
  /**
   * Checks whether the token's session has ended, has changed, or may be among a user's ended sessions.
   * This knowledge stays as long as a token can live, also after the store has lost its events.
   */
  isKnownOver(token: TokenFacts): boolean;
  /** Keeps events long enough for tokens of this lifetime; milliseconds. */
  keepFor(tokenLifetime: number): void;
  metrics(): FeedMetrics;
}

export function followerOf(store: Pick<FeedStore, "revocationsSince">): Follower {
  const ask = askWithin(PAGE_TIMEOUT);
  const clock = storeClock();
  const counted = { confirmed: 0, failed: 0, events: 0, gaps: 0 };
  const view = createView(MARGIN);
  const ended = createKnownEnds();
  let keeps = MARGIN;
  let cursor: string | null = null;
  /** How often the reading began anew. Events lost in a gap do not come again. */
  let reading = 0;
  /** Whether all events that the store remembers were read once. */
  let isWhole = false;
  let epoch: string | null = null;
  let horizon = Number.NEGATIVE_INFINITY;
  /** When the last complete reading began, by both clocks. */
  let confirmed: Moment | null = null;
  let distrustedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  /** Reads the feed from its beginning. The view keeps its events. */
  function beginAnew(): void {
    reading++;
    cursor = null;
    isWhole = false;
    confirmed = null;
  }

  function takeIn(page: FeedPage, askedAt: number): void {
    const arrivedAt = performance.now();
    clock.learn(page.time, askedAt, arrivedAt);
    const now = clock.atMost(arrivedAt);
    if (page.isGap) {
      counted.gaps++;
      horizon = now;
    }
    const isOther = epoch !== null && page.epoch !== epoch;
    epoch = page.epoch;
    if (isOther) ended.addEverybody(arrivedAt);
    if (page.isGap || isOther) {
      const wentOn = cursor !== null && !page.isGap;
      beginAnew();
      if (wentOn) return;
    }
    for (const event of page.events) {
      // A new event counts from its arrival, because a store's clock may have been set back.
      view.add(isWhole ? { ...event, at: Math.max(event.at, now) } : event, now);
    }
    counted.events += page.events.length;
    cursor = page.cursor;
    view.forget(now);
    ended.forget(arrivedAt - keeps);
  }

  async function readRun(): Promise<void> {
    const start = moment();
    for (let isLast = false; !isLast; ) {
      const askedAt = performance.now();
      const askedFor = reading;
      const page = await ask(() => store.revocationsSince(cursor, PAGE, keeps));
      // The reading began anew during the request, so this page does not continue it.
      if (reading !== askedFor) continue;
      takeIn(page, askedAt);
      isLast = page.isLast && cursor !== null;
    }
    isWhole = true;
    ended.named(start.monotonic, reading);
    if (start.monotonic < distrustedAt) return readRun();
    confirmed = start;
    counted.confirmed++;
  }

  function distrust(): void {
    distrustedAt = performance.now();
    confirmed = null;
  }

  function staleness(at: number): number {
    return confirmed === null ? Number.POSITIVE_INFINITY : since(confirmed, at);
  }

  return {
    view,
    get epoch() {
      return epoch;
    },
    get horizon() {
      return horizon;
    },
    clock,
    staleness,

    refresh() {
      running ??= readRun()
        .catch((error: unknown) => {
          counted.failed++;
          throw error;
        })
        .finally(() => {
          running = null;
        });
      return running;
    },

    note(sessionId, version) {
      const now = clock.atMost(performance.now());
      if (Number.isFinite(now)) return view.add({ sessionId, version, at: now }, now);
      if (version === null) ended.addSession(sessionId, performance.now());
      distrust();
    },

    noteGone(sessionId) {
      ended.addSession(sessionId, performance.now());
    },

    isGone: ended.hasSession,
    noteMoved: ended.removeSession,

    noteUser(userId, exceptId) {
      ended.addUser(userId, exceptId, performance.now(), cursor === null ? null : reading);
      distrust();
    },

    noteEverybody() {
      ended.addEverybody(performance.now());
      distrust();
    },

    isKnownOver(token) {
      const { facts, version } = token;
      const now = clock.atMost(performance.now());
      return view.has(facts.id, version, now) || ended.has(token, clock);
    },

    keepFor(tokenLifetime) {
      if (tokenLifetime + MARGIN <= keeps) return;
      keeps = tokenLifetime + MARGIN;
      view.keepFor(keeps);
      beginAnew();
    },

    metrics: () => ({
      staleness: confirmed === null ? null : staleness(performance.now()),
      entries: view.size,
      bytes: view.bytes,
      ...counted,
    }),
  };
}

interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

function moment(): Moment {
  return { monotonic: performance.now(), wall: Date.now() };
}

/**
 * Returns the longer time of both clocks, because the monotonic clock stops while a machine sleeps, and
 * the wall clock may be set back.
 */
function since({ monotonic, wall }: Moment, at: number): number {
  return Math.max(at - monotonic, Date.now() - wall);
}
