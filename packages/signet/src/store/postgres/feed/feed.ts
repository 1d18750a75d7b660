import {
  codeOf,
  ON_PRIMARY,
  type Query,
  type Statement,
} from "../../../database/postgres/query.ts";
import { integer, integerOrNull, text } from "../../../database/shared/columns.ts";
import { FEED_KEEPS, type FeedEvent, type FeedPage, type FeedStore } from "../../feed.ts";
import { type Cursor, fromText, NO_EVENT, NOTHING, toText } from "./cursor.ts";

// Finds the events that were not visible in the cursor's snapshot. Their transactions began after the
// snapshot or were in progress then. The index finds both, even if other transactions take long. One
// statement has one snapshot, for the epoch too.
const PAGE: Statement = {
  name: "signet_page",
  text: `
WITH run AS MATERIALIZED (SELECT coalesce($2::pg_snapshot, pg_current_snapshot()) AS target)
SELECT epoch, target::text, signet_now() AS time, extract(epoch FROM pg_postmaster_start_time())::text AS server,
  pg_snapshot_xmax($1::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) AS ahead,
  (SELECT coalesce(json_agg(json_build_array(transaction::text, number::text, session_id, version, at)
      ORDER BY transaction, number), '[]')::text
   FROM (
     (SELECT * FROM signet_events
      WHERE transaction >= pg_snapshot_xmax($1::pg_snapshot) AND (transaction, number) > ($3::xid8, $4::bigint)
        AND at > signet_now() - $6::bigint
        AND pg_visible_in_snapshot(transaction, target)
      ORDER BY transaction, number LIMIT $5)
     UNION ALL
     (SELECT signet_events.* FROM pg_snapshot_xip($1::pg_snapshot) AS going_on
      JOIN signet_events ON transaction = going_on
      WHERE (transaction, number) > ($3::xid8, $4::bigint) AND pg_visible_in_snapshot(transaction, target)
      ORDER BY transaction, number LIMIT $5)
     ORDER BY transaction, number LIMIT $5) AS news) AS events
FROM signet_feed, run WHERE ${ON_PRIMARY}`,
};

// invalid_text_representation and numeric_value_out_of_range: the cursor is not of this store.
const NO_CURSORS: readonly unknown[] = ["22P02", "22003"];

/** A reach that includes all events; milliseconds. */
const UNLIMITED_REACH = 1e15;
const START: Cursor = { seen: NOTHING, target: null, last: NO_EVENT, time: 0, server: "" };

/** Implements the feed on the tables of migration 2. */
export function feedOn(query: Query): Pick<FeedStore, "revocationsSince"> {
  return { revocationsSince };

  async function revocationsSince(
    cursor: string | null,
    limit: number,
    reach = FEED_KEEPS,
  ): Promise<FeedPage> {
    const from = cursor === null ? null : fromText(cursor);
    const found = from === null ? null : await findIfValid(from, limit, reach);
    if (from !== null && found !== null && canContinue(from, found)) {
      return toPage(from, found, limit, false);
    }
    return toPage(START, await findAfter(START, limit, reach), limit, cursor !== null);
  }

  async function findIfValid(from: Cursor, limit: number, reach: number): Promise<Found | null> {
    try {
      return await findAfter(from, limit, reach);
    } catch (error) {
      if (NO_CURSORS.includes(codeOf(error))) return null;
      throw error;
    }
  }

  async function findAfter(from: Cursor, limit: number, reach: number): Promise<Found> {
    const { seen, target, last } = from;
    const back = seen === NOTHING ? reach : UNLIMITED_REACH;
    const { rows } = await query(PAGE, [seen, target, ...last, limit + 1, back]);
    return toFound(rows[0]);
  }
}

/** The row of the page statement. */
interface Found {
  readonly epoch: string;
  readonly target: string;
  readonly time: number;
  readonly server: string;
  /** Whether the cursor is newer than this database, as after a restored backup. */
  readonly isAhead: boolean;
  readonly events: readonly (readonly [transaction: string, number: string, event: FeedEvent])[];
}

/** Checks whether the database still has all events after the cursor. */
function canContinue(from: Cursor, { time, server, isAhead }: Found): boolean {
  return !isAhead && from.server === server && from.time > time - FEED_KEEPS;
}

function toPage(from: Cursor, found: Found, limit: number, isGap: boolean): FeedPage {
  const events = found.events.slice(0, limit);
  const { epoch, target, server } = found;
  const time = Math.max(found.time, ...events.map(([, , { at }]) => at));
  const begun = from.target === null ? found.time : from.time;
  const isWhole = events.length === found.events.length;
  const [transaction, number] = events.at(-1) ?? NO_EVENT;
  const next: Cursor = isWhole
    ? { seen: target, target: null, last: NO_EVENT, time: begun, server }
    : { seen: from.seen, target, last: [transaction, number], time: begun, server };
  return {
    events: events.map(([, , event]) => event),
    cursor: toText(next),
    // An older target snapshot lacks the events after it, so this run needs another page.
    isLast: isWhole && from.target === null,
    isGap,
    epoch,
    time,
  };
}

function toFound(row: unknown): Found {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  const events: unknown = JSON.parse(text(columns["events"]));
  return {
    epoch: text(columns["epoch"]),
    target: text(columns["target"]),
    time: integer(columns["time"]),
    server: text(columns["server"]),
    isAhead: columns["ahead"] === true,
    events: Array.isArray(events) ? events.map(toEvent) : [],
  };
}

function toEvent(row: unknown): readonly [string, string, FeedEvent] {
  const [transaction, number, sessionId, version, at]: unknown[] = Array.isArray(row) ? row : [];
  return [
    text(transaction),
    text(number),
    { sessionId: text(sessionId), version: integerOrNull(version), at: integer(at) },
  ];
}
