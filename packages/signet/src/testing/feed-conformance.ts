import { deepEqual, equal, notEqual } from "node:assert/strict";
import type { SessionRecord } from "../store/contract.ts";
import { type FeedEvent, type FeedStore, LONGEST_EPOCH } from "../store/feed.ts";
import { testRecord } from "./records.ts";
import type { TestFunction } from "./runner.ts";

/** Milliseconds. */
const HOUR = 3_600_000;

/**
 * What every {@link FeedStore} must do beside what every `Store` does, as tests for a runner of your
 * choice.
 *
 * @param makeStore an empty store for one test.
 * @param test `test` of Vitest, Jest or `node:test`.
 */
export function feedConformance(makeStore: () => Promise<FeedStore>, test: TestFunction): void {
  test("what ended is told, with whatever ended it", async () => {
    const store = await makeStore();
    const [revoked, replaced, oldest, kept] = await signIn(store, ["ada", "ada", "ada", "ada"]);
    const [mine, excepted, other] = await signIn(store, ["grace", "grace", "linus"]);
    const start = await store.revocationsSince(null, 100);
    await store.revoke(revoked.id);
    deepEqual(await endedSince(store, start.cursor), [revoked.id]);
    const added = testRecord({ userId: "ada", createdAt: 1_100_000 });
    await store.create(added, 2, replaced.id);
    await store.revokeByUser("grace", excepted.id);
    deepEqual(
      await endedSince(store, start.cursor),
      [revoked.id, replaced.id, oldest.id, mine.id].sort(),
    );
    for (const { id } of [kept, excepted, other, added]) notEqual(await store.find(id), null);
  });

  test("a change of data is told with the version it made", async () => {
    const store = await makeStore();
    const [record] = await signIn(store, ["ada"]);
    const { cursor } = await store.revocationsSince(null, 100);
    await store.update(record.id, { data: "{}", ifVersion: 0 });
    await store.update(record.id, { data: "[]", ifVersion: 1 });
    const events = await eventsSince(store, cursor);
    deepEqual(
      events.map(({ sessionId, version }) => [sessionId, version]),
      [
        [record.id, 1],
        [record.id, 2],
      ],
    );
  });

  test("signing in, reading, renewing and listing have nothing to tell", async () => {
    const store = await makeStore();
    const { cursor } = await store.revocationsSince(null, 100);
    const [record] = await signIn(store, ["ada"]);
    await store.find(record.id);
    await store.listByUser("ada", 0);
    await store.renew(record.id, { renewedAt: 2, expiresAt: 3_000_000, ifRenewedAt: 1_000_000 });
    deepEqual(await eventsSince(store, cursor), []);
  });

  test("who comes later is told all of it, page by page", async () => {
    const store = await makeStore();
    const records = await signIn(store, Array<string>(7).fill("ada"));
    for (const { id } of records) await store.revoke(id);
    for (const limit of [1, 2, 7, 100]) {
      deepEqual(await endedSince(store, null, limit), ids(records));
    }
  });

  test("a cursor goes on where its page ended, also over what comes meanwhile", async () => {
    const store = await makeStore();
    const records = await signIn(store, Array<string>(6).fill("ada"));
    for (const { id } of records.slice(0, 4)) await store.revoke(id);
    const first = await store.revocationsSince(null, 3);
    for (const { id } of records.slice(4)) await store.revoke(id);
    const later = await endedSince(store, first.cursor, 3);
    const told = new Set([...first.events.map(({ sessionId }) => sessionId), ...later]);
    deepEqual([...told].sort(), ids(records));
    const { cursor } = await lastPage(store, first.cursor);
    deepEqual(await eventsSince(store, cursor), []);
  });

  test("whoever reads while many end at once misses none", async () => {
    const store = await makeStore();
    const users = Array.from({ length: 60 }, (_, at) => `user-${at % 9}`);
    const records = await signIn(store, users);
    const told: string[] = [];
    let { cursor } = await store.revocationsSince(null, 100);
    let isOver = false;
    const reader = (async () => {
      for (let isLast = false; !(isLast && isOver); ) {
        const wasOver = isOver;
        const page = await store.revocationsSince(cursor, 5);
        told.push(...page.events.map(({ sessionId }) => sessionId));
        cursor = page.cursor;
        equal(page.isGap, false);
        isLast = page.isLast && wasOver;
      }
    })();
    await Promise.all(records.map(({ id }) => store.revoke(id)));
    isOver = true;
    await reader;
    deepEqual([...new Set(told)].sort(), ids(records));
  });

  test("who starts is told what it reaches back for, page by page, and who goes on all of it", async () => {
    const store = await makeStore();
    const [early, late, last] = await signIn(store, ["ada", "ada", "ada"]);
    const { cursor } = await store.revocationsSince(null, 100);
    await store.revoke(early.id);
    await new Promise((resolve) => setTimeout(resolve, 400));
    for (const { id } of [late, last]) await store.revoke(id);
    const reach = 300;
    deepEqual(await endedSince(store, null, 1, reach), ids([late, last]));
    deepEqual(await endedSince(store, cursor, 1, reach), ids([early, late, last]));
    const gap = await store.revocationsSince("x", 100, reach);
    equal(gap.isGap, true);
    deepEqual(gap.events.map(({ sessionId }) => sessionId).sort(), ids([late, last]));
  });

  test("the clock does not go back, and no event is later than its page", async () => {
    const store = await makeStore();
    const records = await signIn(store, ["ada", "ada", "ada"]);
    let before = 0;
    for (const { id } of records) {
      const start = (await store.revocationsSince(null, 100)).time;
      await store.revoke(id);
      const { events, time } = await lastPage(store, null);
      const at = events.map((event) => event.at);
      equal(start >= before, true);
      equal((at.at(-1) ?? 0) >= start, true);
      equal(
        at.every((each) => each <= time),
        true,
      );
      before = time;
    }
  });

  test("a cursor that is none of this store's is a gap, and begins with all there is", async () => {
    const store = await makeStore();
    const [record] = await signIn(store, ["ada"]);
    await store.revoke(record.id);
    for (const cursor of ["", "x", "-1", "999999999999", "NaN", "[]"]) {
      const page = await store.revocationsSince(cursor, 100);
      equal(page.isGap, true, cursor);
      deepEqual(
        page.events.map(({ sessionId }) => sessionId),
        [record.id],
      );
    }
    equal((await store.revocationsSince(null, 100)).isGap, false);
  });

  test("everything ends at once, and the epoch is another", async () => {
    const store = await makeStore();
    const records = await signIn(store, ["ada", "ada", "grace"]);
    const { epoch, cursor } = await store.revocationsSince(null, 100);
    await store.revoke(records[0]?.id ?? "");
    equal((await store.revocationsSince(cursor, 100)).epoch, epoch);
    await store.revokeEverything();
    for (const { id } of records) equal(await store.find(id), null);
    for (const user of ["ada", "grace"]) deepEqual(await store.listByUser(user, 0), []);
    const after = (await store.revocationsSince(cursor, 100)).epoch;
    notEqual(after, epoch);
    for (const each of [epoch, after]) {
      equal(/^[\w.-]+$/.test(each) && each.length <= LONGEST_EPOCH, true);
    }
    const [again] = await signIn(store, ["ada"]);
    deepEqual((await store.listByUser("ada", 0)).length, 1);
    notEqual(await store.find(again.id), null);
    equal((await store.revocationsSince(null, 100)).epoch, after);
  });

  test("subscribing and leaving is free of charge", async () => {
    const store = await makeStore();
    const leave = store.subscribe(() => {});
    const [record] = await signIn(store, ["ada"]);
    await store.revoke(record.id);
    leave();
    leave();
    deepEqual(await endedSince(store, null), [record.id]);
  });
}

type Records<Users extends readonly unknown[]> = { readonly [at in keyof Users]: SessionRecord };

/** A session for each, the first the oldest. */
async function signIn<const Users extends readonly string[]>(
  store: FeedStore,
  users: Users,
): Promise<Records<Users>> {
  const records = users.map((userId, at) => testRecord({ userId, createdAt: 1_000_000 + at }));
  for (const record of records) await store.create(record, null);
  // One for each user, as the type says.
  return records as unknown as Records<Users>;
}

async function eventsSince(
  store: FeedStore,
  cursor: string | null,
  limit = 100,
  reach = HOUR,
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

async function endedSince(
  store: FeedStore,
  cursor: string | null,
  limit = 100,
  reach = HOUR,
): Promise<string[]> {
  const events = await eventsSince(store, cursor, limit, reach);
  const ended = events.filter(({ version }) => version === null);
  return [...new Set(ended.map(({ sessionId }) => sessionId))].sort();
}

async function lastPage(store: FeedStore, cursor: string | null) {
  for (let from = cursor; ; ) {
    const page = await store.revocationsSince(from, 100);
    if (page.isLast) return page;
    from = page.cursor;
  }
}

function ids(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id).sort();
}
