import { deepEqual, equal, notEqual } from "node:assert/strict";
import type { Store } from "../../store/contract.ts";
import { testRecord } from "../records.ts";
import type { TestFunction } from "../runner.ts";
import { ids, plain } from "./results.ts";

/** Tests the operations on all sessions of a user, and on all sessions. */
export function userCases(makeStore: () => Promise<Store>, test: TestFunction): void {
  test("listByUser returns the live sessions of the user, newest first", async () => {
    const store = await makeStore();
    const userId = "ada";
    const old = testRecord({ userId, createdAt: 1_000_000 });
    const recent = testRecord({ userId, createdAt: 1_200_000 });
    const expired = testRecord({ userId, createdAt: 1_100_000, expiresAt: 1_300_000 });
    for (const record of [old, recent, expired, testRecord({ userId: "ada2" })]) {
      await store.create(record, null);
    }
    const listed = await store.listByUser(userId, 1_300_000);
    deepEqual(listed.map(plain), [recent, old].map(plain));
    deepEqual(await store.listByUser("nobody", 0), []);
  });

  test("revokeByUser ends all sessions of the user except the given one", async () => {
    const store = await makeStore();
    const mine = [1, 2, 3].map(() => testRecord({ userId: "ada" }));
    const other = testRecord({ userId: "grace" });
    for (const record of [...mine, other]) await store.create(record, null);
    const kept = mine[1]?.id ?? "";
    equal(await store.revokeByUser("ada", kept), 2);
    deepEqual(ids(await store.listByUser("ada", 0)), [kept]);
    equal(await store.revokeByUser("ada", null), 1);
    deepEqual(await store.listByUser("ada", 0), []);
    equal(await store.revokeByUser("ada", null), 0);
    notEqual(await store.find(other.id), null);
  });

  test("revokeEverything ends the sessions of all users, and new sessions can be created", async () => {
    const store = await makeStore();
    const records = ["ada", "ada", "grace", "linus"].map((userId) => testRecord({ userId }));
    for (const record of records) await store.create(record, null);
    await store.revokeEverything();
    for (const { id } of records) equal(await store.find(id), null);
    for (const { userId } of records) deepEqual(await store.listByUser(userId, 0), []);
    const again = testRecord({ userId: "ada" });
    equal(await store.create(again, 1), 0);
    deepEqual(ids(await store.listByUser("ada", 0)), [again.id]);
    await store.revokeEverything();
    await store.revokeEverything();
  });

  test("concurrent create, revoke and list leave the list and the records consistent", async () => {
    const store = await makeStore();
    const records = Array.from({ length: 40 }, () => testRecord({ userId: "ada" }));
    await Promise.all(
      records.map(async (record, at) => {
        await store.create(record, null);
        await store.listByUser("ada", 0);
        if (at % 2 === 0) await store.revoke(record.id);
      }),
    );
    const expected = records.filter((_, at) => at % 2 === 1).map((record) => record.id);
    deepEqual(ids(await store.listByUser("ada", 0)).sort(), expected.sort());
    for (const record of records) {
      equal((await store.find(record.id)) !== null, expected.includes(record.id));
    }
  });
}
