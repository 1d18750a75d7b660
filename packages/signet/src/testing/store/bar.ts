import { deepEqual, equal, notEqual } from "node:assert/strict";
import type { SessionRecord, Store } from "../../store/contract.ts";
import { testRecord } from "../records.ts";
import type { TestFunction } from "../runner.ts";
import { adoptionOf, CREATED, UNTIL, userBar } from "./adoption-input.ts";

/** Tests the bars, which prevent the adoption of sessions. */
export function barCases(makeStore: () => Promise<Store>, test: TestFunction): void {
  test("a barred session cannot be adopted, and an existing one stays until it is revoked", async () => {
    const store = await makeStore();
    const [coming, here] = [testRecord({ userId: "ada" }), testRecord({ userId: "ada" })];
    await store.create(here, null);
    for (const { id } of [coming, here]) {
      await store.bar({ kind: "session", id, now: CREATED, until: UNTIL });
    }
    equal(await store.adopt(adoptionOf(coming)), null);
    deepEqual(await store.adopt(adoptionOf(here)), { record: here, isNew: false });
    await store.revoke(here.id);
    equal(await store.adopt(adoptionOf(here)), null);
    deepEqual(await store.listByUser("ada", 0), []);
  });

  test("a user bar covers the earlier sessions of that user except the given one", async () => {
    const store = await makeStore();
    const of = (userId: string, createdAt: number) => testRecord({ userId, createdAt });
    const before = [of("ada", CREATED - 1), of("ada", CREATED)];
    const free = [of("ada", CREATED + 1), of("grace", CREATED), of("ada", CREATED)];
    await store.bar(userBar("ada", free[2]?.id ?? null));
    for (const record of before) {
      equal(await store.findToAdopt(record), "barred");
      equal(await store.adopt(adoptionOf(record)), null);
    }
    for (const record of free) {
      equal(await store.findToAdopt(record), null);
      notEqual(await store.adopt(adoptionOf(record)), null);
    }
  });

  test("two user bars with different exceptions bar both sessions, and an older bar changes nothing", async () => {
    const store = await makeStore();
    const [one, two] = [testRecord({ userId: "ada" }), testRecord({ userId: "ada" })];
    await Promise.all([one, two].map(({ id }) => store.bar(userBar("ada", id))));
    for (const record of [one, two]) equal(await store.findToAdopt(record), "barred");
    await store.bar(userBar("grace", null));
    await store.bar({ ...userBar("grace", null), now: CREATED - 9 });
    equal(await store.findToAdopt(testRecord({ userId: "grace" })), "barred");
  });

  test("a bar for everybody covers all earlier sessions and no later ones", async () => {
    const store = await makeStore();
    await store.bar({ kind: "everybody", now: CREATED });
    await store.bar({ kind: "everybody", now: CREATED - 9 });
    const before = testRecord();
    equal(await store.findToAdopt(before), "barred");
    equal(await store.adopt(adoptionOf(before)), null);
    const later = testRecord({ createdAt: CREATED + 1 });
    notEqual(await store.adopt(adoptionOf(later)), null);
  });

  test("a bar does not prevent a sign-in", async () => {
    const store = await makeStore();
    await store.bar(userBar("ada", null));
    await store.bar({ kind: "everybody", now: UNTIL });
    const record = testRecord({ userId: "ada" });
    equal(await store.create(record, null), 0);
    deepEqual(await store.find(record.id), record);
  });

  const endings: readonly ((store: Store, record: SessionRecord) => Promise<unknown>)[] = [
    async (store, { id }) => {
      await store.bar({ kind: "session", id, now: CREATED, until: UNTIL });
      await store.revoke(id);
    },
    async (store, { userId }) => {
      await store.bar(userBar(userId, null));
      await store.revokeByUser(userId, null);
    },
    async (store) => {
      await store.bar({ kind: "everybody", now: CREATED });
      await store.revokeEverything();
    },
  ];

  test("adopting a session during a bar and a revocation leaves no session", async () => {
    const store = await makeStore();
    for (const end of endings) {
      const records = Array.from({ length: 8 }, () => testRecord({ userId: "ada" }));
      const adopting = records.map((record) => store.adopt(adoptionOf(record)));
      await Promise.all([...adopting, ...records.map((record) => end(store, record))]);
      for (const record of records) equal(await store.findToAdopt(record), "barred");
      deepEqual(await store.listByUser("ada", 0), []);
    }
  });
}
