import { deepEqual, equal, notEqual, rejects } from "node:assert/strict";
import type { Store } from "../../store/contract.ts";
import { testRecord } from "../records.ts";
import type { TestFunction } from "../runner.ts";
import { ids } from "./results.ts";

/** Tests the limit of live sessions for each user, and the session that a sign-in replaces. */
export function limitCases(makeStore: () => Promise<Store>, test: TestFunction): void {
  test("create over the limit ends the oldest live sessions of the same user only", async () => {
    const store = await makeStore();
    const at = (createdAt: number, userId = "ada") => testRecord({ userId, createdAt });
    const mine = [at(1_000_000), at(1_100_000), at(1_200_000)];
    const other = at(1_000_000, "grace");
    for (const record of [other, ...mine]) equal(await store.create(record, 3), 0);
    const newest = at(1_300_000);
    equal(await store.create(newest, 2), 2);
    deepEqual(ids(await store.listByUser("ada", 0)), [newest.id, mine[2]?.id]);
    equal(await store.find(mine[0]?.id ?? ""), null);
    equal(await store.find(mine[1]?.id ?? ""), null);
    notEqual(await store.find(other.id), null);
  });

  test("expired sessions do not count towards the limit", async () => {
    const store = await makeStore();
    const expired = testRecord({ userId: "ada", createdAt: 1_000_000, expiresAt: 1_200_000 });
    const live = testRecord({ userId: "ada", createdAt: 1_000_001 });
    for (const record of [expired, live]) await store.create(record, null);
    const next = testRecord({ userId: "ada", createdAt: 1_200_000 });
    equal(await store.create(next, 2), 0);
    deepEqual(ids(await store.listByUser("ada", 1_200_000)), [next.id, live.id]);
  });

  test("create ends the replaced session and does not count it towards the limit", async () => {
    const store = await makeStore();
    const at = (createdAt: number) => testRecord({ userId: "ada", createdAt });
    const [old, recent] = [at(1_000_000), at(1_100_000)];
    for (const record of [old, recent]) await store.create(record, null);
    const added = at(1_200_000);
    equal(await store.create(added, 2, recent.id), 0);
    deepEqual(ids(await store.listByUser("ada", 0)), [added.id, old.id]);
    equal(await store.find(recent.id), null);
  });

  test("create ignores a replaced id of another user or without a session", async () => {
    const store = await makeStore();
    const other = testRecord({ userId: "grace" });
    await store.create(other, null);
    for (const replacing of [other.id, testRecord({ userId: "ada" }).id, "", "unknown"]) {
      await store.create(testRecord({ userId: "ada" }), null, replacing);
    }
    notEqual(await store.find(other.id), null);
    equal((await store.listByUser("ada", 0)).length, 4);
  });

  test("create with a taken id does not end the session to replace", async () => {
    const store = await makeStore();
    const [one, two] = [testRecord({ userId: "ada" }), testRecord({ userId: "ada" })];
    for (const record of [one, two]) await store.create(record, null);
    await rejects(store.create(one, 1, two.id));
    notEqual(await store.find(two.id), null);
  });

  test("the new session stays under the limit even when its createdAt is the oldest", async () => {
    const store = await makeStore();
    await store.create(testRecord({ userId: "ada", createdAt: 1_000_500 }), null);
    const added = testRecord({ userId: "ada", createdAt: 1_000_000 });
    equal(await store.create(added, 1), 1);
    deepEqual(ids(await store.listByUser("ada", 0)), [added.id]);
  });

  test("many concurrent creates leave exactly as many sessions as the limit", async () => {
    const store = await makeStore();
    const records = Array.from({ length: 40 }, () => testRecord({ userId: "ada" }));
    const ended = await Promise.all(records.map((record) => store.create(record, 3)));
    const listed = ids(await store.listByUser("ada", 0));
    equal(listed.length, 3);
    equal(
      ended.reduce((sum, each) => sum + each),
      37,
    );
    for (const { id } of records) equal((await store.find(id)) !== null, listed.includes(id));
  });
}
