import { FEED_KEEPS, type FeedEvent, type FeedStore } from "../feed.ts";
import { firstAfter } from "../shared/first-after.ts";

/** Events that telling one drops at most, if they are too old. */
const DROPPED_PER_EVENT = 8;

interface MemoryFeed extends Pick<FeedStore, "revocationsSince" | "subscribe"> {
  /** @param version of the data after a change; `null` when the session ended. */
  tell(sessionId: string, version: number | null): void;
  /** All sessions of everybody have ended. */
  beginEpoch(): void;
}

export function memoryFeed(): MemoryFeed {
  /** By number, the oldest first. */
  const events = new Map<number, FeedEvent>();
  const listeners = new Set<() => void>();
  let [oldest, next] = [0, 0];
  let epoch = newEpoch();
  let clock = 0;

  function time(): number {
    clock = Math.max(clock, Date.now());
    return clock;
  }

  function timeOf(number: number): number {
    return events.get(number)?.at ?? 0;
  }

  function dropOld(now: number): void {
    for (let dropped = 0; dropped < DROPPED_PER_EVENT && oldest < next; dropped++) {
      const event = events.get(oldest);
      if (event !== undefined && event.at > now - FEED_KEEPS) return;
      events.delete(oldest++);
    }
  }

  function tellAll(): void {
    for (const onNews of listeners) queueMicrotask(onNews);
  }

  return {
    tell(sessionId, version) {
      const at = time();
      dropOld(at);
      events.set(next++, { sessionId, at, version });
      tellAll();
    },

    beginEpoch() {
      events.clear();
      oldest = next;
      epoch = newEpoch();
      tellAll();
    },

    async revocationsSince(cursor, limit, reach = FEED_KEEPS) {
      const asked = cursor === null ? oldest : numberOf(cursor);
      const isGap = !(asked >= oldest && asked <= next);
      const begin = () => firstAfter(time() - reach, oldest, next - 1, timeOf);
      const from = isGap || cursor === null ? begin() : asked;
      const to = Math.min(from + limit, next);
      const page = Array.from({ length: to - from }, (_, at) => events.get(from + at));
      return {
        events: page.filter((event) => event !== undefined),
        cursor: String(to),
        isLast: to === next,
        isGap,
        epoch,
        time: time(),
      };
    },

    subscribe(onNews) {
      listeners.add(onNews);
      return () => listeners.delete(onNews);
    },
  };
}

function numberOf(cursor: string): number {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN;
}

function newEpoch(): string {
  return crypto.randomUUID();
}
