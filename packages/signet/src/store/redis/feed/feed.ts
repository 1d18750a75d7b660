import { FEED_KEEPS, type FeedEvent, type FeedPage, type FeedStore } from "../../feed.ts";
import type { Send } from "../connection/send.ts";
import { run } from "../run-script.ts";
import type { FeedKeys } from "../schema.ts";
import { PAGE } from "./scripts.ts";

/** How far a reader has got: in which history of which server, to which event, and when. */
interface Cursor {
  readonly server: string;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

const BEGINNING = "";
const NO_EVENT = "0-0";

/** What `revocationsSince` promises, over one stream. One server adds to it, in the order of its ids. */
export function pageOn(read: Send, keys: FeedKeys): FeedStore["revocationsSince"] {
  async function foundAfter(id: string, limit: number, reach: number): Promise<Found> {
    const args = [id, limit + 1, crypto.randomUUID(), reach];
    return toFound(await run(read, PAGE, [keys.events, keys.epoch], args));
  }

  return async (cursor, limit, reach = FEED_KEEPS) => {
    const from = cursor === null ? null : fromText(cursor);
    const found = from === null ? null : await foundAfter(from.id, limit, reach);
    if (from !== null && found !== null && goesOn(from, found)) return toPage(found, limit, false);
    return toPage(await foundAfter(BEGINNING, limit, reach), limit, cursor !== null);
  };
}

interface Found {
  readonly epoch: string;
  readonly time: number;
  /** Another after a restart, and after a failover: either may have lost events. */
  readonly server: string;
  /** The last id that was ever given to an event. */
  readonly last: string;
  readonly events: readonly (readonly [id: string, event: FeedEvent])[];
}

/** Whether all that came after the cursor is still there. */
function goesOn(from: Cursor, { server, time, last }: Found): boolean {
  return from.server === server && from.time > time - FEED_KEEPS && !isBefore(last, from.id);
}

function toPage(found: Found, limit: number, isGap: boolean): FeedPage {
  const told = found.events.slice(0, limit);
  const isLast = told.length === found.events.length;
  const id = isLast ? found.last : (told.at(-1)?.[0] ?? NO_EVENT);
  const { epoch, time, server } = found;
  return {
    events: told.map(([, event]) => event),
    cursor: `${id} ${time} ${server}`,
    isLast,
    isGap,
    epoch,
    time,
  };
}

function toFound(answer: unknown): Found {
  const [epoch, seconds, microseconds, server, history, last, events]: unknown[] = Array.isArray(
    answer,
  )
    ? answer
    : [];
  if (!Array.isArray(events)) throw new Error("Redis answered for its feed with something else.");
  const clock = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  return {
    epoch: String(epoch),
    // An id never goes back when the clock does.
    time: Math.max(clock, millisecondsOf(String(last))),
    server: `${server}.${history}`,
    last: String(last),
    events: events.map(toEvent),
  };
}

function toEvent(entry: unknown): readonly [string, FeedEvent] {
  const [id, fields]: unknown[] = Array.isArray(entry) ? entry : [];
  const [, sessionId, , version]: unknown[] = Array.isArray(fields) ? fields : [];
  return [
    String(id),
    {
      sessionId: String(sessionId),
      version: version === "" ? null : Number(version),
      at: millisecondsOf(String(id)),
    },
  ];
}

const FORM = /^(\d{1,15}-\d{1,15}) (\d{1,15}) (\w+\.\w+)$/;

/** `null` for what is no cursor of ours. */
function fromText(cursor: string): Cursor | null {
  const [, id = "", time = "", server = ""] = FORM.exec(cursor) ?? [];
  return id === "" ? null : { id, time: Number(time), server };
}

function millisecondsOf(id: string): number {
  return Number(id.split("-")[0]);
}

function isBefore(one: string, other: string): boolean {
  const [ms = 0, sequence = 0] = one.split("-").map(Number);
  const [otherMs = 0, otherSequence = 0] = other.split("-").map(Number);
  return ms < otherMs || (ms === otherMs && sequence < otherSequence);
}
