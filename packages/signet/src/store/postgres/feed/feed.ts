import { FEED_KEEPS, type FeedEvent, type FeedPage, type FeedStore } from "../../feed.ts";
import { integer, integerOrNull, text } from "../../shared/sql-row.ts";
import { type Ask, codeOf, ON_PRIMARY, type Statement } from "../query.ts";
import { type Cursor, fromText, NO_EVENT, NOTHING, toText } from "./cursor.ts";

// What was not visible in the snapshot of before began after it or was still going on; both are
// found by the index, however long others go on. One statement is one snapshot: of the epoch, too.
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

// Text that is no snapshot, or a number that is none of PostgreSQL's.
const NO_CURSORS: readonly unknown[] = ["22P02", "22003"];

/** As far back as there is anything; milliseconds. */
const FOREVER = 1e15;
const START: Cursor = { told: NOTHING, target: null, last: NO_EVENT, time: 0, server: "" };

/** What `revocationsSince` promises, over the tables of migration 2. */
export function pageOn(ask: Ask): FeedStore["revocationsSince"] {
  return async (cursor, limit, reach = FEED_KEEPS) => {
    const from = cursor === null ? null : fromText(cursor);
    const found = from === null ? null : await foundIfAny(from, limit, reach);
    if (from !== null && found !== null && goesOn(from, found)) {
      return toPage(from, found, limit, false);
    }
    return toPage(START, await foundAfter(START, limit, reach), limit, cursor !== null);
  };

  async function foundIfAny(from: Cursor, limit: number, reach: number): Promise<Found | null> {
    try {
      return await foundAfter(from, limit, reach);
    } catch (error) {
      if (NO_CURSORS.includes(codeOf(error))) return null;
      throw error;
    }
  }

  async function foundAfter(from: Cursor, limit: number, reach: number): Promise<Found> {
    const { told, target, last } = from;
    const back = told === NOTHING ? reach : FOREVER;
    const { rows } = await ask(PAGE, [told, target, ...last, limit + 1, back]);
    return toFound(rows[0]);
  }
}

interface Found {
  readonly epoch: string;
  readonly target: string;
  readonly time: number;
  readonly server: string;
  /** Whether the cursor is of a future of this database. */
  readonly isAhead: boolean;
  readonly events: readonly (readonly [transaction: string, number: string, event: FeedEvent])[];
}

/** Whether all that came after the cursor is still there. */
function goesOn(from: Cursor, { time, server, isAhead }: Found): boolean {
  return !isAhead && from.server === server && from.time > time - FEED_KEEPS;
}

function toPage(from: Cursor, found: Found, limit: number, isGap: boolean): FeedPage {
  const told = found.events.slice(0, limit);
  const { epoch, target, server } = found;
  const time = Math.max(found.time, ...told.map(([, , { at }]) => at));
  const begun = from.target === null ? found.time : from.time;
  const isWhole = told.length === found.events.length;
  const [transaction, number] = told.at(-1) ?? NO_EVENT;
  const next: Cursor = isWhole
    ? { told: target, target: null, last: NO_EVENT, time: begun, server }
    : { told: from.told, target, last: [transaction, number], time: begun, server };
  return {
    events: told.map(([, , event]) => event),
    cursor: toText(next),
    // A target that was taken before is told by now, but not what came since.
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
