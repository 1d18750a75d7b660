import { FEED_KEEPS, type FeedEvent, type FeedStore } from "../feed.ts";
import { firstAfter } from "../shared/first-after.ts";
import { integer, integerOrNull, text } from "../shared/sql-row.ts";
import type { SqliteDatabase } from "./client.ts";

/**
 * How far a page's time may be ahead of the clock in the file; milliseconds. Ends are told by the file's
 * clock, so that a larger lead could make one seem too old to matter. It is well below the minute that
 * servers allow clocks to differ.
 */
const AHEAD = 20_000;
/** Events that telling one drops at most, if they are too old. */
const DROPPED_PER_EVENT = 8;

export interface SqliteFeed extends Pick<FeedStore, "revocationsSince"> {
  /** Tells of one session; within a transaction, as the others. */
  tell(sessionId: string, version: number | null): void;
  /** Tells of a user's sessions that are about to end: all but one. */
  tellUser(userId: string, exceptId: string | null): void;
  /** Tells of the sessions that a limit is about to end: a user's oldest but one and so many. */
  tellOldest(userId: string, exceptId: string, now: number, kept: number): void;
  beginEpoch(): void;
}

/**
 * Writes take turns, so events are numbered in the order in which they can be seen, and no number is
 * left out. The clock is kept beside them, so that no process sets it back. A page moves it, too, when the
 * page's time would be too far ahead: a few times a minute while nothing ends.
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

  /** The events of a run that begins: those that are later than `bound`. */
  function firstPage(bound: number, last: number, limit: number) {
    const first = integerOrNull(Object(oldest.get()).number) ?? last + 1;
    // Another process may drop some meanwhile, because they are old.
    const timeOf = (number: number) => integer(Object(one.get(number)).at ?? 0);
    return nextPage(firstAfter(bound, first, last, timeOf) - 1, limit);
  }

  function nextPage(after: number, limit: number) {
    return page.all(after, limit).map(toEvent);
  }

  /** The latest time that was told, and when, by the monotonic clock. */
  let told = { time: Number.NEGATIVE_INFINITY, at: 0 };

  function tellTime(time: number): number {
    told = { time, at: performance.now() };
    return time;
  }

  /** The time of this process, which goes on from what was told when its clock is set back. */
  function ownTime(): number {
    return Math.max(Date.now(), told.time + Math.floor(performance.now() - told.at));
  }

  /** What a page says the time is, given the clock in the file. */
  function timeOfPage(inFile: number): number {
    const time = Math.max(inFile, ownTime());
    if (time <= inFile + AHEAD) return tellTime(time);
    try {
      return tellTime(integer(Object(moveClock.get(time)).time));
    } catch {
      // Another process writes, or this one may not: the next page tries again.
      return tellTime(inFile + AHEAD);
    }
  }

  function now(): number {
    const at = tellTime(integer(Object(moveClock.get(ownTime())).time));
    dropOld.run(at - FEED_KEEPS);
    return at;
  }

  return {
    tell(sessionId, version) {
      insert.run(sessionId, version, now());
    },

    tellUser(userId, exceptId) {
      insertUser.run(now(), userId, exceptId);
    },

    tellOldest(userId, exceptId, createdAt, kept) {
      insertOldest.run(now(), userId, exceptId, createdAt, kept);
    },

    beginEpoch() {
      clearEvents.run();
      setEpoch.run(crypto.randomUUID());
      now();
    },

    async revocationsSince(cursor, limit, reach = FEED_KEEPS) {
      // Before the events, so that none of them is later than what it says.
      const { epoch, time: inFile, last } = toHead(head.get());
      const time = timeOfPage(inFile);
      const from = cursor === null ? null : numberOf(cursor);
      const next = from !== null && from <= last ? nextPage(from, limit + 1) : [];
      const goesOn = next.length === 0 ? from === last : next[0]?.number === Number(from) + 1;
      const found = goesOn ? next : firstPage(time - reach, last, limit + 1);
      const events = found.slice(0, limit);
      return {
        events: events.map(({ event }) => event),
        cursor: String(events.at(-1)?.number ?? last),
        isLast: found.length <= limit,
        isGap: cursor !== null && !goesOn,
        epoch,
        time: Math.max(time, ...events.slice(-1).map(({ event }) => event.at)),
      };
    },
  };
}

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
