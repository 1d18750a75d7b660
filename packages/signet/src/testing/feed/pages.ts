import { deepEqual, equal } from "node:assert/strict";
import type { FeedStore } from "../../store/feed.ts";
import type { TestFunction } from "../runner.ts";
import { endedSince, eventsSince, ids, lastPage, signIn } from "./reading.ts";

/** Tests the pages of events: cursors, limits, reach, gaps and times. */
export function pageCases(makeStore: () => Promise<FeedStore>, test: TestFunction): void {
  test("a run without a cursor returns all events, for every page size", async () => {
    const store = await makeStore();
    const records = await signIn(store, Array<string>(7).fill("ada"));
    for (const { id } of records) await store.revoke(id);
    for (const limit of [1, 2, 7, 100]) {
      deepEqual(await endedSince(store, null, limit), ids(records));
    }
  });

  test("a cursor continues after its page and includes events that are published later", async () => {
    const store = await makeStore();
    const records = await signIn(store, Array<string>(6).fill("ada"));
    for (const { id } of records.slice(0, 4)) await store.revoke(id);
    const first = await store.revocationsSince(null, 3);
    for (const { id } of records.slice(4)) await store.revoke(id);
    const later = await endedSince(store, first.cursor, 3);
    const ended = new Set([...first.events.map(({ sessionId }) => sessionId), ...later]);
    deepEqual([...ended].sort(), ids(records));
    const { cursor } = await lastPage(store, first.cursor);
    deepEqual(await eventsSince(store, cursor), []);
  });

  test("a reader misses no event of concurrent revocations", async () => {
    const store = await makeStore();
    const users = Array.from({ length: 60 }, (_, at) => `user-${at % 9}`);
    const records = await signIn(store, users);
    const ended: string[] = [];
    let { cursor } = await store.revocationsSince(null, 100);
    let isDone = false;
    const reader = (async () => {
      for (let isLast = false; !(isLast && isDone); ) {
        const wasDone = isDone;
        const page = await store.revocationsSince(cursor, 5);
        ended.push(...page.events.map(({ sessionId }) => sessionId));
        cursor = page.cursor;
        equal(page.isGap, false);
        isLast = page.isLast && wasDone;
      }
    })();
    await Promise.all(records.map(({ id }) => store.revoke(id)));
    isDone = true;
    await reader;
    deepEqual([...new Set(ended)].sort(), ids(records));
  });

  test("reach limits a new run and a run after a gap, but not a run with a valid cursor", async () => {
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

  test("the time of pages never decreases, and no event is later than its page", async () => {
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

  test("an unknown cursor is a gap, and its page starts with the oldest event", async () => {
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
}
