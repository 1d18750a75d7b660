import type { FeedPage, FeedStore } from "../../store/feed.ts";
import type { FeedMetrics } from "../contract.ts";
import { askWithin } from "../stored-ask.ts";
import { type StoreClock, storeClock } from "./clock.ts";
import { createView, type RevocationView } from "./view.ts";

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
  /** Takes in what this process has done itself. */
  note(sessionId: string, version: number | null): void;
  /** This process has ended sessions it cannot name: nothing read before counts. */
  distrust(): void;
  /** The view is to be asked about tokens that live so long; milliseconds. */
  keepFor(tokenLifetime: number): void;
  metrics(): FeedMetrics;
}

export function followerOf(store: FeedStore): Follower {
  const ask = askWithin(PAGE_TIMEOUT);
  const clock = storeClock();
  const counted = { confirmed: 0, failed: 0, events: 0, gaps: 0 };
  let keeps = MARGIN;
  let view = createView(keeps);
  let cursor: string | null = null;
  /** Whether all that the store remembers has been told once. */
  let isWhole = false;
  let epoch: string | null = null;
  let horizon = Number.NEGATIVE_INFINITY;
  /** When the last run that was read to its end began, by both clocks. */
  let confirmed: Moment | null = null;
  let distrustedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  function beginAnew(): void {
    view = createView(keeps);
    cursor = null;
    isWhole = false;
    confirmed = null;
  }

  function takeIn(page: FeedPage, askedAt: number): void {
    clock.learn(page.time, askedAt, performance.now());
    const now = clock.atMost(performance.now());
    if (page.isGap) {
      counted.gaps++;
      horizon = now;
    }
    const isOther = epoch !== null && page.epoch !== epoch;
    epoch = page.epoch;
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
  }

  async function readRun(): Promise<void> {
    const start = moment();
    for (let isLast = false; !isLast; ) {
      const askedAt = performance.now();
      const askedFor = view;
      const page = await ask(() => store.revocationsSince(cursor, PAGE, keeps));
      // Begun anew meanwhile: what the page goes on from is not in the new view.
      if (view !== askedFor) continue;
      takeIn(page, askedAt);
      isLast = page.isLast && cursor !== null;
    }
    isWhole = true;
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
    get view() {
      return view;
    },
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
      if (Number.isFinite(now)) view.add({ sessionId, version, at: now }, now);
      else distrust();
    },

    distrust,

    keepFor(tokenLifetime) {
      if (tokenLifetime + MARGIN <= keeps) return;
      keeps = tokenLifetime + MARGIN;
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
