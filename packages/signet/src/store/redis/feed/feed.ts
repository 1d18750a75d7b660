import type { Send } from "../../../database/redis/connection/send.ts";
import { FEED_KEEPS, type FeedEvent, type FeedPage, type FeedStore } from "../../feed.ts";
import { runScript } from "../run-script.ts";
import type { FeedKeys } from "../schema.ts";
import { PAGE } from "./scripts.ts";

/** The position of a reader in the feed. */
interface Cursor {
  /** The run id and the replication id of the server. */
  readonly server: string;
  /** The id of the last event that the reader has. */
  readonly id: string;
  /** The time of the page; milliseconds since the Unix epoch. */
  readonly time: number;
}

const BEGINNING = "";
const NO_EVENT = "0-0";

/** Implements the feed on one stream. One server appends the events, in the order of their ids. */
export function feedOn(read: Send, keys: FeedKeys): Pick<FeedStore, "revocationsSince"> {
  return { revocationsSince };

  async function findAfter(id: string, limit: number, reach: number): Promise<Found> {
    const args = [id, limit + 1, crypto.randomUUID(), reach];
    return toFound(await runScript(read, PAGE, [keys.events, keys.epoch], args));
  }

  async function revocationsSince(
    cursor: string | null,
    limit: number,
    reach = FEED_KEEPS,
  ): Promise<FeedPage> {
    const from = cursor === null ? null : fromText(cursor);
    const found = from === null ? null : await findAfter(from.id, limit, reach);
    if (from !== null && found !== null && canContinue(from, found))
      return toPage(found, limit, false);
    return toPage(await findAfter(BEGINNING, limit, reach), limit, cursor !== null);
  }
}

/** The answer of the page script. */
interface Found {
  readonly epoch: string;
  readonly time: number;
  /** The run id and the replication id. They change after a restart or a failover, which may lose events. */
  readonly server: string;
  /** The last event id that the stream has ever had. */
  readonly last: string;
  readonly events: readonly (readonly [id: string, event: FeedEvent])[];
}

/** Checks whether the stream still has all events after the cursor. */
function canContinue(from: Cursor, { server, time, last }: Found): boolean {
  return from.server === server && from.time > time - FEED_KEEPS && !isBefore(last, from.id);
}

function toPage(found: Found, limit: number, isGap: boolean): FeedPage {
  const events = found.events.slice(0, limit);
  const isLast = events.length === found.events.length;
  const id = isLast ? found.last : (events.at(-1)?.[0] ?? NO_EVENT);
  const { epoch, time, server } = found;
  return {
    events: events.map(([, event]) => event),
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
  if (!Array.isArray(events))
    throw new Error("Redis answered the feed script with something other than a page.");
  const clock = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  return {
    epoch: String(epoch),
    // Stream ids never go back, even if the system clock does.
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

/** Parses a cursor. Returns `null` if the text is not a cursor of this store. */
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
