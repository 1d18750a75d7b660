import { deepEqual, equal, notEqual, rejects } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "../store/contract.ts";
import { adoptionCases } from "./adoption-conformance.ts";
import { testRecord } from "./records.ts";
import type { TestFunction } from "./runner.ts";

/**
 * What every {@link Store} must do, as tests for a runner of your choice.
 *
 * @param makeStore an empty store for one test.
 * @param test `test` of Vitest, Jest or `node:test`.
 */
export function storeConformance(makeStore: () => Promise<Store>, test: TestFunction): void {
  adoptionCases(makeStore, test);

  test("a session is found as it was created", async () => {
    const store = await makeStore();
    const record = testRecord({
      userId: "Ünïcode '\"; DROP TABLE \u{1F511}",
      data: '{"name":"Zo\\u00eb \u{1F600}","odd":"\\u0000\\ud800","nested":[1,null,{"a":""}]}',
      deviceLabel: "Firefox on Linux",
      userAgent: "Mozilla/5.0",
      ip: "2001:db8::1",
    });
    await store.create(record, null);
    deepEqual(plain(await store.find(record.id)), plain(record));
  });

  test("an unknown id finds nothing", async () => {
    const store = await makeStore();
    await store.create(testRecord(), null);
    for (const id of ["", "unknown", testRecord().id, "__proto__", "a\u0000b"]) {
      equal(await store.find(id), null);
    }
  });

  test("a taken id is refused, the first session kept, and the store goes on", async () => {
    const store = await makeStore();
    const first = testRecord();
    await store.create(first, null);
    await rejects(store.create(testRecord({ id: first.id }), null));
    deepEqual(plain(await store.find(first.id)), plain(first));
    const next = testRecord();
    await store.create(next, null);
    deepEqual(plain(await store.find(next.id)), plain(next));
  });

  test("a renewal moves the times and nothing else", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    const times = { renewedAt: 1_500_000, expiresAt: 2_500_000 };
    equal(await store.renew(record.id, { ...times, ifRenewedAt: record.renewedAt }), true);
    deepEqual(plain(await store.find(record.id)), plain({ ...record, ...times }));
  });

  test("of many renewals at once, one writes", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    const renewals = Array.from({ length: 20 }, (_, at) =>
      store.renew(record.id, {
        renewedAt: 1_500_000 + at,
        expiresAt: 2_500_000 + at,
        ifRenewedAt: record.renewedAt,
      }),
    );
    equal(count(await Promise.all(renewals)), 1);
  });

  test("an update replaces the data and counts the version", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    equal(await store.update(record.id, { data: '{"v":1}', ifVersion: 0 }), true);
    equal(await store.update(record.id, { data: '{"v":9}', ifVersion: 0 }), false);
    deepEqual(
      plain(await store.find(record.id)),
      plain({ ...record, data: '{"v":1}', version: 1 }),
    );
  });

  test("of many updates of one version, one writes", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    const updates = Array.from({ length: 20 }, (_, at) =>
      store.update(record.id, { data: `{"v":${at}}`, ifVersion: 0 }),
    );
    equal(count(await Promise.all(updates)), 1);
    equal((await store.find(record.id))?.version, 1);
  });

  test("a renewal and an update do not undo each other", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    const renewal = { renewedAt: 1_500_000, expiresAt: 2_500_000, ifRenewedAt: record.renewedAt };
    await Promise.all([
      store.renew(record.id, renewal),
      store.update(record.id, { data: "{}", ifVersion: 0 }),
    ]);
    const found = await store.find(record.id);
    equal(found?.expiresAt, 2_500_000);
    equal(found?.data, "{}");
  });

  test("a revoked session is gone: it cannot be found, listed, renewed or updated", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    equal(await store.revoke(record.id), true);
    equal(await store.revoke(record.id), false);
    equal(await store.find(record.id), null);
    deepEqual(await store.listByUser(record.userId, 0), []);
    const renewal = { renewedAt: 1, expiresAt: 9_000_000, ifRenewedAt: record.renewedAt };
    equal(await store.renew(record.id, renewal), false);
    equal(await store.update(record.id, { data: "{}", ifVersion: 0 }), false);
    equal(await store.find(record.id), null);
  });

  test("a list holds the user's live sessions, newest first", async () => {
    const store = await makeStore();
    const userId = "ada";
    const old = testRecord({ userId, createdAt: 1_000_000 });
    const recent = testRecord({ userId, createdAt: 1_200_000 });
    const over = testRecord({ userId, createdAt: 1_100_000, expiresAt: 1_300_000 });
    for (const record of [old, recent, over, testRecord({ userId: "ada2" })]) {
      await store.create(record, null);
    }
    const listed = await store.listByUser(userId, 1_300_000);
    deepEqual(listed.map(plain), [recent, old].map(plain));
    deepEqual(await store.listByUser("nobody", 0), []);
  });

  test("a user's sessions end together, all but the one excepted", async () => {
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

  test("everybody's sessions end together, and signing in goes on", async () => {
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

  test("over the limit the user's oldest live sessions end, and nobody else's", async () => {
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

  test("sessions that are over do not count against the limit", async () => {
    const store = await makeStore();
    const over = testRecord({ userId: "ada", createdAt: 1_000_000, expiresAt: 1_200_000 });
    const live = testRecord({ userId: "ada", createdAt: 1_000_001 });
    for (const record of [over, live]) await store.create(record, null);
    const next = testRecord({ userId: "ada", createdAt: 1_200_000 });
    equal(await store.create(next, 2), 0);
    deepEqual(ids(await store.listByUser("ada", 1_200_000)), [next.id, live.id]);
  });

  test("a session that is replaced ends with the sign-in, and makes room under the limit", async () => {
    const store = await makeStore();
    const at = (createdAt: number) => testRecord({ userId: "ada", createdAt });
    const [old, recent] = [at(1_000_000), at(1_100_000)];
    for (const record of [old, recent]) await store.create(record, null);
    const added = at(1_200_000);
    equal(await store.create(added, 2, recent.id), 0);
    deepEqual(ids(await store.listByUser("ada", 0)), [added.id, old.id]);
    equal(await store.find(recent.id), null);
  });

  test("nobody replaces another user's session, and one that is gone is no matter", async () => {
    const store = await makeStore();
    const other = testRecord({ userId: "grace" });
    await store.create(other, null);
    for (const replacing of [other.id, testRecord({ userId: "ada" }).id, "", "unknown"]) {
      await store.create(testRecord({ userId: "ada" }), null, replacing);
    }
    notEqual(await store.find(other.id), null);
    equal((await store.listByUser("ada", 0)).length, 4);
  });

  test("a taken id replaces nothing", async () => {
    const store = await makeStore();
    const [one, two] = [testRecord({ userId: "ada" }), testRecord({ userId: "ada" })];
    for (const record of [one, two]) await store.create(record, null);
    await rejects(store.create(one, 1, two.id));
    notEqual(await store.find(two.id), null);
  });

  test("the session that is added stays, even where clocks differ", async () => {
    const store = await makeStore();
    await store.create(testRecord({ userId: "ada", createdAt: 1_000_500 }), null);
    const added = testRecord({ userId: "ada", createdAt: 1_000_000 });
    equal(await store.create(added, 1), 1);
    deepEqual(ids(await store.listByUser("ada", 0)), [added.id]);
  });

  test("of many added at once exactly as many stay as the limit says", async () => {
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

  test("what is over is dropped, by the store itself or by a purge of at most so many", async () => {
    const store = await makeStore();
    const start = Date.now();
    const times = { createdAt: start, renewedAt: start };
    const over = [1, 2, 3, 4, 5].map((n) => testRecord({ ...times, expiresAt: start + n }));
    const live = testRecord({ ...times, expiresAt: start + 3_600_000 });
    for (const record of [...over, live]) await store.create(record, null);
    await delay(20);
    const dropped = [];
    for (let turn = 0; turn < 3; turn++) dropped.push(await store.purgeExpired(Date.now(), 3));
    equal(dropped[2], 0);
    equal(
      dropped.every((each) => each <= 3),
      true,
    );
    notEqual(await store.find(live.id), null);
    for (const { userId } of over) deepEqual(await store.listByUser(userId, Date.now()), []);
  });

  test("creating, ending and listing at once leaves no orphan and no ghost", async () => {
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

function plain(record: object | null): object | null {
  return record === null
    ? null
    : Object.fromEntries(
        Object.entries(record).map(([name, value]) => [
          name,
          value instanceof Uint8Array ? Array.from(value) : value,
        ]),
      );
}

function ids(records: readonly { readonly id: string }[]): string[] {
  return records.map((record) => record.id);
}

function count(outcomes: readonly boolean[]): number {
  return outcomes.filter(Boolean).length;
}
