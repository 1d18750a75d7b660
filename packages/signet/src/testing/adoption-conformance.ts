import { deepEqual, equal, notEqual } from "node:assert/strict";
import type { Adoption, Bar, SecretHash, SessionRecord, Store } from "../store/contract.ts";
import { testRecord } from "./records.ts";
import type { TestFunction } from "./runner.ts";

/** As in {@link testRecord}, whose sessions were created then. */
const CREATED = 1_000_000;
const UNTIL = 9_000_000;

/** What a {@link Store} must do when sessions come to it from another strategy, and when they may not. */
export function adoptionCases(makeStore: () => Promise<Store>, test: TestFunction): void {
  test("an adopted session is one like any other", async () => {
    const store = await makeStore();
    const record = testRecord({ userId: "ada", data: '{"name":"Zo\\u00eb"}', ip: "::1" });
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

  test("of many that adopt a session at once, one begins it, and all get the same", async () => {
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

  test("a session that was adopted and has ended, in whatever way, is not adopted again", async () => {
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

  test("the end of an adopted session is remembered as long as was said", async () => {
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

  test("a session that is here stays as it is when it is adopted, its secret too", async () => {
    const store = await makeStore();
    const record = testRecord({ userId: "ada" });
    const other = testRecord({ ...record, data: "{}", renewedAt: 5, secretHash: hashOf(7) });
    await store.create(record, null);
    for (const mayBegin of [true, false]) {
      const given = { ...adoptionOf(other), mayBegin };
      deepEqual(await store.adopt(given), { record, isNew: false });
      const fits = [hashOf(8), record.secretHash];
      deepEqual(await store.adopt({ ...given, secretHashes: fits }), { record, isNew: false });
    }
    deepEqual(await store.find(record.id), record);
  });

  test("a secret that nobody can hand out any more is replaced, once", async () => {
    const store = await makeStore();
    const given = (record: SessionRecord, byte: number) => {
      const secretHash = hashOf(byte);
      return { ...adoptionOf({ ...record, secretHash }), secretHashes: [secretHash] };
    };
    const made = (text: string) => testRecord({ data: JSON.stringify({ h: text }) });
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

  test("what may not begin here does not, and nothing remembers that it was asked", async () => {
    const store = await makeStore();
    const record = testRecord();
    equal(await store.adopt({ ...adoptionOf(record), mayBegin: false }), null);
    equal(await store.findToAdopt(record), null);
    equal((await store.adopt(adoptionOf(record)))?.isNew, true);
  });

  test("looking for a session to adopt tells whether it is here, may come, or may not", async () => {
    const store = await makeStore();
    const [here, mayCome, barred] = [testRecord(), testRecord(), testRecord()];
    await store.create(here, null);
    await store.bar({ kind: "session", id: barred.id, now: CREATED, until: UNTIL });
    deepEqual(await store.findToAdopt(here), here);
    equal(await store.findToAdopt(mayCome), null);
    equal(await store.findToAdopt(barred), "barred");
    equal(await store.find(mayCome.id), null);
  });

  test("a barred session cannot begin here, and one that is here stays until it is ended", async () => {
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

  test("a user's sessions of before are barred, all but one, and no others", async () => {
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

  test("two sessions that bar each other are both barred, and a bar never shrinks", async () => {
    const store = await makeStore();
    const [one, two] = [testRecord({ userId: "ada" }), testRecord({ userId: "ada" })];
    await Promise.all([one, two].map(({ id }) => store.bar(userBar("ada", id))));
    for (const record of [one, two]) equal(await store.findToAdopt(record), "barred");
    await store.bar(userBar("grace", null));
    await store.bar({ ...userBar("grace", null), now: CREATED - 9 });
    equal(await store.findToAdopt(testRecord({ userId: "grace" })), "barred");
  });

  test("everybody's sessions of before are barred, and no later ones", async () => {
    const store = await makeStore();
    await store.bar({ kind: "everybody", now: CREATED });
    await store.bar({ kind: "everybody", now: CREATED - 9 });
    const before = testRecord();
    equal(await store.findToAdopt(before), "barred");
    equal(await store.adopt(adoptionOf(before)), null);
    const later = testRecord({ createdAt: CREATED + 1 });
    notEqual(await store.adopt(adoptionOf(later)), null);
  });

  test("no bar is in the way of a sign-in", async () => {
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

  test("of adopting a session while it is barred and ended nothing is left", async () => {
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

function adoptionOf(record: SessionRecord): Adoption {
  return { record, mayBegin: true, secretHashes: null, until: UNTIL };
}

function userBar(userId: string, exceptId: string | null): Bar & { readonly kind: "user" } {
  return { kind: "user", userId, exceptId, now: CREATED, until: UNTIL };
}

function hashOf(byte: number): SecretHash {
  return new Uint8Array(32).fill(byte) as SecretHash;
}
