import { deepEqual, equal } from "node:assert/strict";
import type { SecretHash, SessionRecord, Store } from "../../store/contract.ts";
import { testRecord } from "../records.ts";
import type { TestFunction } from "../runner.ts";
import { adoptionOf, CREATED, UNTIL } from "./adoption-input.ts";

/** Tests the adoption of sessions from another strategy. */
export function adoptionCases(makeStore: () => Promise<Store>, test: TestFunction): void {
  test("an adopted session can be found, renewed, updated, listed and revoked", async () => {
    const store = await makeStore();
    const members = { userId: "ada", data: '{"name":"Zo\\u00eb"}', ip: "::1" };
    const record = testRecord({ ...members, terms: "[3600000,null,0]" });
    deepEqual(await store.adopt(adoptionOf(record)), { record, isNew: true });
    deepEqual(await store.find(record.id), record);
    const times = { renewedAt: 1_500_000, expiresAt: 2_500_000 };
    equal(await store.renew(record.id, { ...times, ifRenewedAt: record.renewedAt }), true);
    equal(await store.update(record.id, { data: "{}", ifVersion: 0 }), true);
    const changed = { ...record, ...times, data: "{}", version: 1 };
    deepEqual(await store.listByUser("ada", 0), [changed]);
    equal(await store.revoke(record.id), true);
    deepEqual(await store.listByUser("ada", 0), []);
  });

  test("exactly one of many concurrent adoptions is new, and all return the same record", async () => {
    const store = await makeStore();
    const { id } = testRecord({ userId: "ada" });
    const all = [0, 1, 2, 3, 4, 5, 6, 7].map((renewedAt) =>
      testRecord({ id, userId: "ada", renewedAt }),
    );
    const outcomes = await Promise.all(all.map((record) => store.adopt(adoptionOf(record))));
    equal(outcomes.filter((outcome) => outcome?.isNew).length, 1);
    const kept = await store.find(id);
    for (const outcome of outcomes) deepEqual(outcome?.record, kept);
    equal((await store.listByUser("ada", 0)).length, 1);
  });

  test("an adopted session that has ended is not adopted again, for every way of ending", async () => {
    const ends: readonly ((store: Store, record: SessionRecord) => Promise<unknown>)[] = [
      (store, { id }) => store.revoke(id),
      (store, { userId }) => store.revokeByUser(userId, null),
      (store) => store.revokeEverything(),
      (store, { id, userId }) => store.create(testRecord({ userId }), null, id),
      (store, { userId }) => store.create(testRecord({ userId, createdAt: CREATED + 1 }), 1),
    ];
    for (const end of ends) {
      const store = await makeStore();
      const record = testRecord();
      await store.adopt(adoptionOf(record));
      await end(store, record);
      equal(await store.adopt(adoptionOf(record)), null);
      equal(await store.findToAdopt(record), "barred");
      equal(await store.find(record.id), null);
    }
  });

  test("the end of an adopted session is remembered until the given time", async () => {
    const store = await makeStore();
    const record = testRecord({ expiresAt: CREATED + 1 });
    await store.adopt(adoptionOf(record));
    await store.adopt({ ...adoptionOf(record), until: CREATED + 1 });
    await store.bar({ kind: "session", id: record.id, now: CREATED, until: CREATED + 1 });
    await store.revoke(record.id);
    await store.purgeExpired(UNTIL - 1, 100);
    for (const createdAt of [UNTIL - 3, UNTIL - 2, UNTIL - 1]) {
      await store.create(testRecord({ createdAt, expiresAt: UNTIL * 2 }), null);
    }
    equal(await store.findToAdopt(record), "barred");
  });

  test("adopting a session that is in the store changes neither the record nor its secret", async () => {
    const store = await makeStore();
    const record = testRecord({ userId: "ada", terms: "[1,1,1]" });
    const changed = { data: "{}", renewedAt: 5, secretHash: hashOf(7), terms: null };
    const other = testRecord({ ...record, ...changed });
    await store.create(record, null);
    for (const mayBegin of [true, false]) {
      const given = { ...adoptionOf(other), mayBegin };
      deepEqual(await store.adopt(given), { record, isNew: false });
      const fits = [hashOf(8), record.secretHash];
      deepEqual(await store.adopt({ ...given, secretHashes: fits }), { record, isNew: false });
    }
    deepEqual(await store.find(record.id), record);
  });

  test("a secret that the caller cannot hand out is replaced exactly once", async () => {
    const store = await makeStore();
    const given = (record: SessionRecord, byte: number) => {
      const secretHash = hashOf(byte);
      return { ...adoptionOf({ ...record, secretHash }), secretHashes: [secretHash] };
    };
    const made = (text: string) => testRecord({ data: JSON.stringify({ h: text }), terms: text });
    const [signedIn, barred, came] = [made('"'), made('\n{"h":"'), made("é")];
    for (const record of [signedIn, barred]) await store.create(record, null);
    await store.bar({ kind: "session", id: barred.id, now: CREATED, until: UNTIL });
    await store.adopt(adoptionOf(came));
    for (const record of [signedIn, barred, came]) {
      const replaced = { ...record, secretHash: hashOf(1) };
      deepEqual(await store.adopt(given(record, 1)), { record: replaced, isNew: false });
      await store.adopt(adoptionOf(record));
      deepEqual(await store.adopt(given(record, 2)), { record: replaced, isNew: false });
      deepEqual(await store.find(record.id), replaced);
    }
    const begun = given(testRecord(), 1);
    await store.adopt(begun);
    deepEqual(await store.adopt(given(begun.record, 2)), { record: begun.record, isNew: false });
  });

  test("adopting with mayBegin false creates no session and leaves no trace", async () => {
    const store = await makeStore();
    const record = testRecord();
    equal(await store.adopt({ ...adoptionOf(record), mayBegin: false }), null);
    equal(await store.findToAdopt(record), null);
    equal((await store.adopt(adoptionOf(record)))?.isNew, true);
  });

  test("findToAdopt returns the record, null for an adoptable session, or barred", async () => {
    const store = await makeStore();
    const [here, mayCome, barred] = [testRecord(), testRecord(), testRecord()];
    await store.create(here, null);
    await store.bar({ kind: "session", id: barred.id, now: CREATED, until: UNTIL });
    deepEqual(await store.findToAdopt(here), here);
    equal(await store.findToAdopt(mayCome), null);
    equal(await store.findToAdopt(barred), "barred");
    equal(await store.find(mayCome.id), null);
  });
}

function hashOf(byte: number): SecretHash {
  return new Uint8Array(32).fill(byte) as SecretHash;
}
