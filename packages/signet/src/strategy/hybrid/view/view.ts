import type { FeedEvent } from "../../../store/feed.ts";
import { isNews, isRemembered, joined, secondsOf, stampOf } from "./entry.ts";
import { firstWordOf, secondWordOf } from "./key.ts";
import { createTable } from "./table.ts";

/** What ended or changed lately, by session. Times are the store's clock's; milliseconds. */
export interface RevocationView {
  /** Takes an event in; any of them again, and in any order. */
  add(event: FeedEvent, now: number): void;
  /**
   * Whether a token of this session, made of this version of its data, must be asked of the store.
   * Always when it ended or has other data; rarely when it did not (64 bits of two ids are the same).
   */
  has(sessionId: string, version: number, now: number): boolean;
  /** Sessions that are remembered, some of them perhaps old enough to be forgotten. */
  readonly size: number;
  /** Memory of the tables; bytes. */
  readonly bytes: number;
  /** Drops some of what is too old: all of it, when it is called now and then. */
  forget(now: number): void;
  /** From now on an event matters for so long; milliseconds, up to 75 minutes. */
  keepFor(keeps: number): void;
}

/** @param keeps how long an event matters after it happened; milliseconds, up to 75 minutes. */
export function createView(keeps: number): RevocationView {
  let keepsSeconds = secondsOf(keeps) + 1;
  let nowSeconds = 0;
  const isKept = (stamp: number) => isRemembered(stamp, nowSeconds, keepsSeconds);
  const table = createTable(isKept);

  function goTo(now: number): void {
    nowSeconds = Math.floor(now / 1_000);
  }

  return {
    add({ sessionId, version, at }, now) {
      goTo(now);
      const seconds = secondsOf(at);
      if (seconds + keepsSeconds <= nowSeconds) return;
      const stamp = stampOf(version, seconds);
      const high = firstWordOf(sessionId);
      const low = secondWordOf(sessionId);
      const old = table.find(high, low);
      table.set(high, low, old === 0 || !isKept(old) ? stamp : joined(old, stamp));
    },

    has(sessionId, version, now) {
      const high = firstWordOf(sessionId);
      if (!table.mayHave(high)) return false;
      goTo(now);
      const stamp = table.find(high, secondWordOf(sessionId));
      return stamp !== 0 && isKept(stamp) && isNews(stamp, version);
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
