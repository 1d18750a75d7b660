import { deepEqual, equal, notEqual } from "node:assert/strict";
import { type FeedStore, LONGEST_EPOCH } from "../../store/feed.ts";
import { testRecord } from "../records.ts";
import type { TestFunction } from "../runner.ts";
import { endedSince, eventsSince, signIn } from "./reading.ts";

/** Tests which operations publish events, and the epoch. */
export function eventCases(makeStore: () => Promise<FeedStore>, test: TestFunction): void {
  test("every operation that ends a session publishes an event", async () => {
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

  test("an update publishes an event with the new version", async () => {
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

  test("create, find, renew and listByUser publish no events", async () => {
    const store = await makeStore();
    const { cursor } = await store.revocationsSince(null, 100);
    const [record] = await signIn(store, ["ada"]);
    await store.find(record.id);
    await store.listByUser("ada", 0);
    await store.renew(record.id, { renewedAt: 2, expiresAt: 3_000_000, ifRenewedAt: 1_000_000 });
    deepEqual(await eventsSince(store, cursor), []);
  });

  test("revokeEverything ends all sessions and changes the epoch", async () => {
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

  test("a subscription and its end change no events", async () => {
    const store = await makeStore();
    const unsubscribe = store.subscribe(() => {});
    const [record] = await signIn(store, ["ada"]);
    await store.revoke(record.id);
    unsubscribe();
    unsubscribe();
    deepEqual(await endedSince(store, null), [record.id]);
  });
}
