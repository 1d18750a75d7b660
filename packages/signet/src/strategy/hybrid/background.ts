import { jittered } from "../../retry.ts";
import type { FeedStore } from "../../store/feed.ts";
import { type Source, sourceOf } from "../../store/shared/source.ts";
import { type Follower, followerOf } from "./follower.ts";

/** The longest pause between two readings of the feed; milliseconds. */
const LONGEST_PAUSE = 1_000;
/** The shortest pause, also when many hints arrive; milliseconds. */
const SHORTEST_PAUSE = 25;
/** The longest wait after a failure; milliseconds. */
const LONGEST_RETREAT = 5_000;
/** Readings of the feed without a session read in between, after which following stops until the next one. */
const IDLE_READINGS = 60;
/** How long a session read waits for the feed before it asks the store; milliseconds. */
const FEED_TIMEOUT = 250;

/** A follower that reads the feed in the background while sessions are read. */
export interface Background {
  readonly follower: Follower;
  /** Takes in that a session is read, so that following starts or continues. */
  use(): void;
  /** Resolves when the feed has been read, or when waiting is of no use. */
  caughtUp(): Promise<void>;
}

/** Limits of an engine; milliseconds. */
export interface Needs {
  readonly tokenLifetime: number;
  readonly maxStaleness: number;
}

interface Shared {
  readonly follower: Follower;
  /** Follows the feed through this store from now on. The store used last is open; others may be closed. */
  use(store: FeedStore): void;
  caughtUp(): Promise<void>;
  need(needs: Needs): void;
}

declare global {
  /**
   * The followers of this process, by the source of their store. They are global because Next builds
   * pages, routes and the proxy apart, each with its own copy of this module.
   */
  var signetAuthFeeds:
    | { readonly byObject: WeakMap<object, Shared>; readonly byName: Map<string, Shared> }
    | undefined;
}

/** Follows a store's feed. All stores on one source, and all their engines, share a follower. */
export function follow(store: FeedStore, needs: Needs): Background {
  const shared = sharedOn(sourceOf(store), store);
  shared.need(needs);
  return { follower: shared.follower, caughtUp: shared.caughtUp, use: () => shared.use(store) };
}

function sharedOn(source: Source, store: FeedStore): Shared {
  globalThis.signetAuthFeeds ??= { byObject: new WeakMap(), byName: new Map() };
  const { byObject, byName } = globalThis.signetAuthFeeds;
  const known = typeof source === "string" ? byName.get(source) : byObject.get(source);
  if (known !== undefined) return known;
  const shared = inBackground(store);
  if (typeof source === "string") byName.set(source, shared);
  else byObject.set(source, shared);
  return shared;
}

function inBackground(first: FeedStore): Shared {
  let store = first;
  const follower = followerOf({
    revocationsSince: (...asked) => store.revocationsSince(...asked),
  });
  let pause = LONGEST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let unsubscribe: (() => void) | null = null;
  let isUsed = false;
  let idleReadings = 0;
  let hasHint = false;
  let startedAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let retryAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  /** Reads the feed, once at a time. Never rejects, because session reads check the age of the view. */
  function readFeed(): Promise<void> {
    reading ??= readOnce().finally(() => {
      reading = null;
    });
    return reading;
  }

  async function readOnce(): Promise<void> {
    hasHint = false;
    startedAt = performance.now();
    try {
      await follower.refresh();
      failures = 0;
      retryAt = Number.NEGATIVE_INFINITY;
    } catch {
      failures++;
      retryAt = performance.now() + retreat();
    }
  }

  /** Returns the pause after a failure. It grows with each failure and is random, so that servers do not act in step. */
  function retreat(): number {
    return jittered(Math.min(LONGEST_RETREAT, SHORTEST_PAUSE * 2 ** failures));
  }

  function readAfter(milliseconds: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(readAgain, Math.max(0, milliseconds));
    // The timer must not keep the process alive. In browsers and workers a timer is a number without unref.
    timer.unref?.();
  }

  async function readAgain(): Promise<void> {
    idleReadings = isUsed ? 0 : idleReadings + 1;
    isUsed = false;
    if (idleReadings > IDLE_READINGS) return stop();
    await readFeed();
    if (unsubscribe === null) return;
    if (failures > 0) readAfter(retryAt - performance.now());
    else readAfter(hasHint ? SHORTEST_PAUSE : pause);
  }

  function onHint(): void {
    hasHint = true;
    if (failures === 0) readAfter(startedAt + SHORTEST_PAUSE - performance.now());
  }

  function start(): void {
    idleReadings = 0;
    unsubscribe = store.subscribe(onHint);
    readAfter(0);
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    unsubscribe?.();
    unsubscribe = null;
  }

  return {
    follower,

    need({ tokenLifetime, maxStaleness }) {
      follower.keepFor(tokenLifetime);
      pause = Math.min(pause, maxStaleness / 3);
    },

    use(by) {
      store = by;
      isUsed = true;
      if (unsubscribe === null) start();
    },

    caughtUp() {
      if (performance.now() < retryAt) return Promise.resolve();
      return withinTimeout(readFeed());
    },
  };
}

function withinTimeout(work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FEED_TIMEOUT);
    work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
