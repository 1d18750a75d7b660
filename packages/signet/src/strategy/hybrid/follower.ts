import type { FeedPage, FeedStore } from "../../store/feed.ts";
import type { FeedMetrics } from "../contract.ts";
import { askWithin } from "../stored/ask.ts";
import { type StoreClock, storeClock } from "./clock.ts";
import { createEnded } from "./ended.ts";
import type { TokenFacts } from "./token.ts";
import { createView, type RevocationView } from "./view/view.ts";

/** Events of a page: so many are taken in within a millisecond. */
const PAGE = 1_000;
/** How long a page may take; milliseconds. */
const PAGE_TIMEOUT = 2_000;
/**
 * How long the view remembers an event, besides the longest life of a token: for clocks that differ,
 * and for the way of an event; milliseconds.
 */
const MARGIN = 60_000;

/** What a process knows of what ended in a store, and since when. */
export interface Follower {
  readonly view: RevocationView;
  readonly clock: StoreClock;
  /** The store's epoch; `null` before it is known. */
  readonly epoch: string | null;
  /** Tokens that were issued up to then, by the store's clock, may have ended unheard; milliseconds. */
  readonly horizon: number;
  /**
   * How long before the moment `at` of the monotonic clock all was known that had ended;
   * milliseconds, endless at first.
   */
  staleness(at: number): number;
  /** Reads what is new, one run of pages at a time however many ask. Rejects when the store does not answer. */
  refresh(): Promise<void>;
  /** Takes in what this process has done itself, or was told by the store. */
  note(sessionId: string, version: number | null): void;
  /** Takes in that the store does not have a session: it has ended, unless it has yet to move there. */
  noteGone(sessionId: string): void;
  /** Whether that was noted, lately enough for a token of it to live. */
  isGone(sessionId: string): boolean;
  /** Takes in that a session has moved to the store. */
  noteMoved(sessionId: string): void;
  /**
   * Takes in that this process has ended sessions of a user, and cannot name them: all or some, but not
   * `exceptId`. The view counts as stale until the feed has named them.
   */
  noteUser(userId: string, exceptId: string | null): void;
  /** The same for everybody's sessions. */
  noteEverybody(): void;
  /**
   * Whether the token's session is known to have ended, or its data to have changed, or may be among
   * those that are known to have ended: what was once heard holds as long as a token can live, however
   * often the store has lost what it told.
   */
  isKnownOver(token: TokenFacts): boolean;
  /** The view is to be asked about tokens that live so long; milliseconds. */
  keepFor(tokenLifetime: number): void;
  metrics(): FeedMetrics;
}

export function followerOf(store: Pick<FeedStore, "revocationsSince">): Follower {
  const ask = askWithin(PAGE_TIMEOUT);
  const clock = storeClock();
  const counted = { confirmed: 0, failed: 0, events: 0, gaps: 0 };
  const view = createView(MARGIN);
  const ended = createEnded();
  let keeps = MARGIN;
  let cursor: string | null = null;
  /** How often reading began anew: what a gap has swallowed nobody tells any more. */
  let reading = 0;
  /** Whether all that the store remembers has been told once. */
  let isWhole = false;
  let epoch: string | null = null;
  let horizon = Number.NEGATIVE_INFINITY;
  /** When the last run that was read to its end began, by both clocks. */
  let confirmed: Moment | null = null;
  let distrustedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  /** What was heard stays: another beginning only adds to it. */
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
      // What is new is as young as its arrival: a store's clock that was set back makes it no older.
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
      // Begun anew meanwhile: what comes before the page has not been read for so long.
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
 * The longer of what both clocks say: the monotonic one stands still while a machine sleeps, and the
 * wall clock may be set back.
 */
function since({ monotonic, wall }: Moment, at: number): number {
  return Math.max(at - monotonic, Date.now() - wall);
}
