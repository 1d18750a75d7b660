import { integer, integerOrNull, text } from "../../database/shared/columns.ts";
import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { FEED_KEEPS, type FeedEvent, type FeedStore } from "../feed.ts";
import { firstAfter } from "../shared/first-after.ts";

/**
 * The most that the time of a page may be ahead of the clock in the file; milliseconds. Events have the
 * time of the file's clock, so a larger lead could make an event look too old to matter. Servers allow
 * clocks to differ by a minute, which is well above this limit.
 */
const MAX_LEAD = 20_000;
/** Maximum number of expired events that each new event deletes. */
const DROPPED_PER_EVENT = 8;

export interface SqliteFeed extends Pick<FeedStore, "revocationsSince"> {
  /**
   * Publishes an event of one session. This function and the next three must run in the transaction
   * that makes the change.
   */
  publish(sessionId: string, version: number | null): void;
  /** Publishes the end of all sessions of a user except `exceptId`. Call it before the sessions are deleted. */
  publishUser(userId: string, exceptId: string | null): void;
  /**
   * Publishes the end of a user's oldest live sessions: all except `exceptId` and the newest `kept`. Call
   * it before the sessions are deleted.
   */
  publishOldest(userId: string, exceptId: string, now: number, kept: number): void;
  /** Deletes all events and begins a new epoch. */
  beginEpoch(): void;
}

/**
 * Implements the feed. SQLite allows one writer at a time, so event numbers have the order in which events
 * become visible, and no number is missing. The file has a clock that no process can set back. A page
 * also sets this clock forward if the page's time would be more than {@link MAX_LEAD} ahead. That happens
 * a few times a minute while no session ends.
 */
export function feedOn(database: SqliteDatabase): SqliteFeed {
  const moveClock = database.prepare(
    "UPDATE signet_feed SET time = max(time, ?) RETURNING time AS time",
  );
  const dropOld = database.prepare(
    `DELETE FROM signet_events WHERE at <= ?
     AND number < (SELECT min(number) FROM signet_events) + ${DROPPED_PER_EVENT}`,
  );
  const insert = database.prepare(
    "INSERT INTO signet_events (session_id, version, at) VALUES (?, ?, ?)",
  );
  const insertUser = database.prepare(
    `INSERT INTO signet_events (session_id, version, at)
     SELECT id, NULL, ? FROM signet_sessions WHERE user_id = ? AND id IS NOT ?`,
  );
  const insertOldest = database.prepare(
    `INSERT INTO signet_events (session_id, version, at)
     SELECT id, NULL, ? FROM (SELECT id FROM signet_sessions
       WHERE user_id = ? AND id <> ? AND expires_at > ?
       ORDER BY created_at DESC, id LIMIT -1 OFFSET ?)`,
  );
  const clearEvents = database.prepare("DELETE FROM signet_events");
  const setEpoch = database.prepare("UPDATE signet_feed SET epoch = ?");
  const head = database.prepare(
    `SELECT epoch, time, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'signet_events'), 0) AS last
     FROM signet_feed`,
  );
  const page = database.prepare(
    "SELECT number, session_id, version, at FROM signet_events WHERE number > ? ORDER BY number LIMIT ?",
  );
  const oldest = database.prepare("SELECT min(number) AS number FROM signet_events");
  const one = database.prepare("SELECT at FROM signet_events WHERE number = ?");

  /** Returns the first page of a run: events later than `bound`. */
  function firstPage(bound: number, last: number, limit: number) {
    const first = integerOrNull(Object(oldest.get()).number) ?? last + 1;
    // Another process may have deleted this event because it expired.
    const timeOf = (number: number) => integer(Object(one.get(number)).at ?? 0);
    return nextPage(firstAfter(bound, first, last, timeOf) - 1, limit);
  }

  function nextPage(after: number, limit: number) {
    return page.all(after, limit).map(toEvent);
  }

  /** The last time that this process returned or wrote, and the moment by the monotonic clock. */
  let lastTime = { time: Number.NEGATIVE_INFINITY, at: 0 };

  function remembered(time: number): number {
    lastTime = { time, at: performance.now() };
    return time;
  }

  /** Returns the time of this process. It never goes back, even if the system clock does. */
  function ownTime(): number {
    return Math.max(Date.now(), lastTime.time + Math.floor(performance.now() - lastTime.at));
  }

  /** Returns the time of a page, given the clock in the file. */
  function timeOfPage(inFile: number): number {
    const time = Math.max(inFile, ownTime());
    if (time <= inFile + MAX_LEAD) return remembered(time);
    try {
      return remembered(integer(Object(moveClock.get(time)).time));
    } catch {
      // Another process writes, or this process has no write access. The next page tries again.
      return remembered(inFile + MAX_LEAD);
    }
  }

  /** Sets the clock in the file forward, deletes a few expired events, and returns the time of a new event. */
  function now(): number {
    const at = remembered(integer(Object(moveClock.get(ownTime())).time));
    dropOld.run(at - FEED_KEEPS);
    return at;
  }

  return {
    publish(sessionId, version) {
      insert.run(sessionId, version, now());
    },

    publishUser(userId, exceptId) {
      insertUser.run(now(), userId, exceptId);
    },

    publishOldest(userId, exceptId, createdAt, kept) {
      insertOldest.run(now(), userId, exceptId, createdAt, kept);
    },

    beginEpoch() {
      clearEvents.run();
      setEpoch.run(crypto.randomUUID());
      now();
    },

    async revocationsSince(cursor, limit, reach = FEED_KEEPS) {
      // Read the head before the events. Otherwise `last` could be an event that this page does not contain,
      // and the reader would skip that event.
      const { epoch, time: inFile, last } = toHead(head.get());
      const time = timeOfPage(inFile);
      const from = cursor === null ? null : numberOf(cursor);
      const next = from !== null && from <= last ? nextPage(from, limit + 1) : [];
      const continues = next.length === 0 ? from === last : next[0]?.number === Number(from) + 1;
      const found = continues ? next : firstPage(time - reach, last, limit + 1);
      const events = found.slice(0, limit);
      return {
        events: events.map(({ event }) => event),
        cursor: String(events.at(-1)?.number ?? last),
        isLast: found.length <= limit,
        isGap: cursor !== null && !continues,
        epoch,
        time: Math.max(time, ...events.slice(-1).map(({ event }) => event.at)),
      };
    },
  };
}

/** Parses a cursor. Returns infinity, which no event reaches, for any other text. */
function numberOf(cursor: string): number {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.POSITIVE_INFINITY;
}

function toHead(row: unknown) {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  return {
    epoch: text(columns["epoch"]),
    time: integer(columns["time"]),
    last: integer(columns["last"]),
  };
}

function toEvent(row: unknown): { readonly number: number; readonly event: FeedEvent } {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  return {
    number: integer(columns["number"]),
    event: {
      sessionId: text(columns["session_id"]),
      version: integerOrNull(columns["version"]),
      at: integer(columns["at"]),
    },
  };
}
