import { deepEqual, equal } from "node:assert/strict";
import type { Accounts, Authenticator, NewAuthenticator } from "../../accounts/contract.ts";
import type { TestFunction } from "../runner.ts";
import { atOnce, ODD_TEXTS, sampleAuthenticator as sample, sampleUser } from "./samples.ts";

/** Tests how authenticators are added, found, listed and changed. */
export function authenticatorCases(
  makeAccounts: () => Promise<Accounts>,
  test: TestFunction,
): void {
  test("an added authenticator is found with version 0 and without a use", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample({ data: '{"counter":1}' });
    equal(await authenticators.add(one), true);
    deepEqual(await authenticators.find(one.kind, one.id), fresh(one));
    deepEqual(await authenticators.list(one.userId), [fresh(one)]);
  });

  test("find returns null for another kind, another id and texts that no store has", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample();
    await authenticators.add(one);
    equal(await authenticators.find("totp", one.id), null);
    for (const id of ["", "unknown", one.id.toUpperCase(), `${one.id} `, "a\u0000b", "\ud800"]) {
      equal(await authenticators.find(one.kind, id), null);
      deepEqual(await authenticators.list(id), []);
    }
  });

  test("kinds, ids, users and data are compared and kept character by character", async () => {
    const { authenticators } = await makeAccounts();
    const all = ODD_TEXTS.map((text) => sample({ kind: text, id: text, userId: text, data: text }));
    for (const one of all) equal(await authenticators.add(one), true);
    for (const one of all) {
      deepEqual(await authenticators.find(one.kind, one.id), fresh(one));
      deepEqual(await authenticators.list(one.userId), [fresh(one)]);
    }
    const data = JSON.stringify(["\u0000", "\ud800", "\u{1F511}"]);
    const one = sample({ data });
    await authenticators.add(one);
    deepEqual(await authenticators.find(one.kind, one.id), fresh(one));
  });

  test("list returns the authenticators of the user, oldest first", async () => {
    const { authenticators } = await makeAccounts();
    const times = [30, 10, 20];
    const all = times.map((createdAt) => sample({ createdAt, kind: `k${createdAt}` }));
    for (const one of [...all, sample({ userId: "ada2" })]) await authenticators.add(one);
    const listed = await authenticators.list("ada");
    deepEqual(
      listed.map(({ createdAt }) => createdAt),
      [10, 20, 30],
    );
    deepEqual(await authenticators.list("grace"), []);
  });

  test("an id that is taken within its kind is not added, also for another user", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample({ data: "1" });
    await authenticators.add(one);
    equal(await authenticators.add({ ...one, data: "2" }), false);
    equal(await authenticators.add({ ...one, userId: "grace" }), false);
    deepEqual(await authenticators.find(one.kind, one.id), fresh(one));
    deepEqual(await authenticators.list("grace"), []);
    equal(await authenticators.add({ ...one, kind: "identity" }), true);
  });

  test("one of many concurrent additions of one kind and id writes", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample();
    const added = await atOnce(12, (at) => authenticators.add({ ...one, userId: `user-${at}` }));
    equal(added.filter(Boolean).length, 1);
    const owner = (await authenticators.find(one.kind, one.id))?.userId;
    equal(owner, `user-${added.indexOf(true)}`);
  });

  test("an update writes data and use, and counts the version up", async () => {
    const { authenticators } = await makeAccounts();
    const [one, other] = [sample(), sample()];
    for (const each of [one, other]) await authenticators.add(each);
    const update = { data: "2", usedAt: 5, ifVersion: 0 };
    equal(await authenticators.update(one.kind, one.id, update), true);
    const after = { ...fresh(one), data: "2", usedAt: 5, version: 1 };
    deepEqual(await authenticators.find(one.kind, one.id), after);
    equal(await authenticators.update(one.kind, one.id, { ...update, usedAt: 6 }), false);
    equal(await authenticators.update(one.kind, one.id, { ...update, ifVersion: 2 }), false);
    equal(await authenticators.update("totp", one.id, update), false);
    equal(await authenticators.update(one.kind, "unknown", update), false);
    deepEqual(await authenticators.find(one.kind, one.id), after);
    deepEqual(await authenticators.find(other.kind, other.id), fresh(other));
    const last = { data: "3", usedAt: null, ifVersion: 1 };
    equal(await authenticators.update(one.kind, one.id, last), true);
    deepEqual(await authenticators.find(one.kind, one.id), {
      ...after,
      data: "3",
      usedAt: null,
      version: 2,
    });
  });

  test("T3: one of many concurrent updates of one version writes", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample();
    await authenticators.add(one);
    const written = await atOnce(12, (at) =>
      authenticators.update(one.kind, one.id, { data: `${at}`, usedAt: at, ifVersion: 0 }),
    );
    equal(written.filter(Boolean).length, 1);
    const after = await authenticators.find(one.kind, one.id);
    equal(after?.data, `${written.indexOf(true)}`);
    equal(after?.version, 1);
  });

  test("removing a user removes the authenticators of the user and of no other user", async () => {
    const { users, authenticators } = await makeAccounts();
    const user = await users.create(sampleUser());
    if (user === "taken") throw new Error("The address is taken.");
    const mine = sample({ userId: user.id });
    const other = sample({ userId: "grace" });
    for (const one of [mine, other]) await authenticators.add(one);
    equal(await users.remove(user.id), true);
    equal(await authenticators.find(mine.kind, mine.id), null);
    deepEqual(await authenticators.list(user.id), []);
    deepEqual(await authenticators.list("grace"), [fresh(other)]);
  });
}

/** Returns an authenticator as a store has it after `add`. */
export function fresh(one: NewAuthenticator): Authenticator {
  return { ...one, version: 0, usedAt: null };
}
