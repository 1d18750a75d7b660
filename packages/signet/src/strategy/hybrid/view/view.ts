import type { FeedEvent } from "../../../store/feed.ts";
import { entryOf, isNewer, isRemembered, merged, secondsOf } from "./entry.ts";
import { firstWordOf, secondWordOf } from "./key.ts";
import { createTable } from "./table.ts";

/** The ended and changed sessions of the last minutes. Times are the store's; milliseconds since the epoch. */
export interface RevocationView {
  /** Takes in an event. Events may come twice and in any order. */
  add(event: FeedEvent, now: number): void;
  /**
   * Checks whether a token of this session with this version of the data needs a store read. It does
   * when the session has ended or has another version. Otherwise it hardly ever does (when 64 bits of
   * two ids are equal).
   */
  has(sessionId: string, version: number, now: number): boolean;
  /** The number of sessions held. Some may be old enough to be dropped. */
  readonly size: number;
  /** Memory of the tables; bytes. */
  readonly bytes: number;
  /** Drops some old entries. Repeated calls drop all of them. */
  forget(now: number): void;
  /** Sets how long an event is kept; milliseconds, up to 75 minutes. */
  keepFor(keeps: number): void;
}

/** @param keeps how long an event is kept; milliseconds, up to 75 minutes. */
export function createView(keeps: number): RevocationView {
  let keepsSeconds = secondsOf(keeps) + 1;
  let nowSeconds = 0;
  const isKept = (entry: number) => isRemembered(entry, nowSeconds, keepsSeconds);
  const table = createTable(isKept);

  function goTo(now: number): void {
    nowSeconds = Math.floor(now / 1_000);
  }

  return {
    add({ sessionId, version, at }, now) {
      goTo(now);
      const seconds = secondsOf(at);
      if (seconds + keepsSeconds <= nowSeconds) return;
      const entry = entryOf(version, seconds);
      const high = firstWordOf(sessionId);
      const low = secondWordOf(sessionId);
      const old = table.find(high, low);
      table.set(high, low, old === 0 || !isKept(old) ? entry : merged(old, entry));
    },

    has(sessionId, version, now) {
      const high = firstWordOf(sessionId);
      if (!table.mayHave(high)) return false;
      goTo(now);
      const entry = table.find(high, secondWordOf(sessionId));
      return entry !== 0 && isKept(entry) && isNewer(entry, version);
    },

    get size() {
      return table.size;
    },
    get bytes() {
      return table.bytes;
    },

    forget(now) {
      goTo(now);
      table.sweep();
    },

    keepFor(longer) {
      keepsSeconds = secondsOf(longer) + 1;
    },
  };
}
