import { deepEqual, equal, notEqual, rejects } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "../../store/contract.ts";
import { testRecord } from "../records.ts";
import type { TestFunction } from "../runner.ts";
import { count, plain } from "./results.ts";

/** Tests the operations on one session: create, find, renew, update, revoke and purge. */
export function sessionCases(makeStore: () => Promise<Store>, test: TestFunction): void {
  test("a session is found exactly as it was created", async () => {
    const store = await makeStore();
    const record = testRecord({
      userId: "Ünïcode '\"; DROP TABLE \u{1F511}",
      data: '{"name":"Zo\\u00eb \u{1F600}","odd":"\\u0000\\ud800","nested":[1,null,{"a":""}]}',
      deviceLabel: "Firefox on Linux",
      userAgent: "Mozilla/5.0",
      ip: "2001:db8::1",
      terms: "[3600000,null,0]",
    });
    await store.create(record, null);
    deepEqual(plain(await store.find(record.id)), plain(record));
  });

  test("the terms of a session stay the text that they are, through every operation", async () => {
    const store = await makeStore();
    for (const terms of [null, "", "[1,2,0]", 'no JSON "{\\u00eb', "null", "0"]) {
      const record = testRecord({ terms });
      await store.create(record, 3);
      const times = { renewedAt: 1_500_000, expiresAt: 2_500_000 };
      equal(await store.renew(record.id, { ...times, ifRenewedAt: record.renewedAt }), true);
      equal(await store.update(record.id, { data: "{}", ifVersion: 0 }), true);
      const changed = plain({ ...record, ...times, data: "{}", version: 1 });
      deepEqual(plain(await store.find(record.id)), changed);
      deepEqual((await store.listByUser(record.userId, 0)).map(plain), [changed]);
    }
  });

  test("find returns null for an unknown id", async () => {
    const store = await makeStore();
    await store.create(testRecord(), null);
    for (const id of ["", "unknown", testRecord().id, "__proto__", "a\u0000b"]) {
      equal(await store.find(id), null);
    }
  });

  test("create rejects for a taken id, keeps the first session, and the store still works", async () => {
    const store = await makeStore();
    const first = testRecord();
    await store.create(first, null);
    await rejects(store.create(testRecord({ id: first.id }), null));
    deepEqual(plain(await store.find(first.id)), plain(first));
    const next = testRecord();
    await store.create(next, null);
    deepEqual(plain(await store.find(next.id)), plain(next));
  });

  test("a renewal changes the times and nothing else", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    const times = { renewedAt: 1_500_000, expiresAt: 2_500_000 };
    equal(await store.renew(record.id, { ...times, ifRenewedAt: record.renewedAt }), true);
    deepEqual(plain(await store.find(record.id)), plain({ ...record, ...times }));
  });

  test("exactly one of many concurrent renewals writes", async () => {
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

  test("an update replaces the data and increments the version", async () => {
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

  test("exactly one of many concurrent updates of one version writes", async () => {
    const store = await makeStore();
    const record = testRecord();
    await store.create(record, null);
    const updates = Array.from({ length: 20 }, (_, at) =>
      store.update(record.id, { data: `{"v":${at}}`, ifVersion: 0 }),
    );
    equal(count(await Promise.all(updates)), 1);
    equal((await store.find(record.id))?.version, 1);
  });

  test("a renewal and a concurrent update both take effect", async () => {
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

  test("a revoked session cannot be found, listed, renewed or updated", async () => {
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

  test("expired sessions are dropped, by the store itself or by a purge with a limit", async () => {
    const store = await makeStore();
    const start = Date.now();
    const times = { createdAt: start, renewedAt: start };
    const expired = [1, 2, 3, 4, 5].map((n) => testRecord({ ...times, expiresAt: start + n }));
    const live = testRecord({ ...times, expiresAt: start + 3_600_000 });
    for (const record of [...expired, live]) await store.create(record, null);
    await delay(20);
    const dropped = [];
    for (let round = 0; round < 3; round++) dropped.push(await store.purgeExpired(Date.now(), 3));
    equal(dropped[2], 0);
    equal(
      dropped.every((each) => each <= 3),
      true,
    );
    notEqual(await store.find(live.id), null);
    for (const { userId } of expired) deepEqual(await store.listByUser(userId, Date.now()), []);
  });
}
