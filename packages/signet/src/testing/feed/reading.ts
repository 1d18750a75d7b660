import { equal } from "node:assert/strict";
import type { SessionRecord } from "../../store/contract.ts";
import type { FeedEvent, FeedPage, FeedStore } from "../../store/feed.ts";
import { testRecord } from "../records.ts";

const HOUR = 3_600_000;

type Records<Users extends readonly unknown[]> = { readonly [at in keyof Users]: SessionRecord };

/** Creates a session for each user. The first session is the oldest. */
export async function signIn<const Users extends readonly string[]>(
  store: FeedStore,
  users: Users,
): Promise<Records<Users>> {
  const records = users.map((userId, at) => testRecord({ userId, createdAt: 1_000_000 + at }));
  for (const record of records) await store.create(record, null);
  // The list has one record for each user.
  return records as unknown as Records<Users>;
}

/** Reads all pages from a cursor on and returns their events. Fails on a gap. */
export async function eventsSince(
  store: FeedStore,
  cursor: string | null,
  limit: number = 100,
  reach: number = HOUR,
): Promise<FeedEvent[]> {
  const events: FeedEvent[] = [];
  for (let from = cursor; ; ) {
    const page = await store.revocationsSince(from, limit, reach);
    equal(page.isGap, false);
    events.push(...page.events);
    if (page.isLast) return events;
    from = page.cursor;
  }
}

/** Returns the sorted ids of the sessions that ended since a cursor. */
export async function endedSince(
  store: FeedStore,
  cursor: string | null,
  limit: number = 100,
  reach: number = HOUR,
): Promise<string[]> {
  const events = await eventsSince(store, cursor, limit, reach);
  const ended = events.filter(({ version }) => version === null);
  return [...new Set(ended.map(({ sessionId }) => sessionId))].sort();
}

/** Reads all pages from a cursor on and returns the last one. */
export async function lastPage(store: FeedStore, cursor: string | null): Promise<FeedPage> {
  for (let from = cursor; ; ) {
    const page = await store.revocationsSince(from, 100);
    if (page.isLast) return page;
    from = page.cursor;
  }
}

/** Returns the sorted ids of records. */
export function ids(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id).sort();
}
