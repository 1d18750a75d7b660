import { FEED_KEEPS, type FeedEvent, type FeedStore } from "../feed.ts";
import { firstAfter } from "../shared/first-after.ts";

/** Maximum number of expired events that each new event deletes. */
const DROPPED_PER_EVENT = 8;

interface MemoryFeed extends Pick<FeedStore, "revocationsSince" | "subscribe"> {
  /** @param version The version of the data after a change; `null` if the session ended. */
  publish(sessionId: string, version: number | null): void;
  /** Reports that all sessions of all users have ended. */
  beginEpoch(): void;
}

export function memoryFeed(): MemoryFeed {
  /** By event number, oldest first. */
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

  function sendHints(): void {
    for (const onHint of listeners) queueMicrotask(onHint);
  }

  return {
    publish(sessionId, version) {
      const at = time();
      dropOld(at);
      events.set(next++, { sessionId, at, version });
      sendHints();
    },

    beginEpoch() {
      events.clear();
      oldest = next;
      epoch = newEpoch();
      sendHints();
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

    subscribe(onHint) {
      listeners.add(onHint);
      return () => listeners.delete(onHint);
    },
  };
}

function numberOf(cursor: string): number {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN;
}

function newEpoch(): string {
  return crypto.randomUUID();
}
