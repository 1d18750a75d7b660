import { deepEqual, equal } from "node:assert/strict";
import type { Accounts } from "../../accounts/contract.ts";
import type { TestFunction } from "../runner.ts";
import { atOnce, ODD_TEXTS, sampleToken as sample } from "./samples.ts";

const NOW = 1_000_000;
/** The time at which a sample ends. */
const END = 2_000_000;

/** Tests the tokens for one use. */
export function oneTimeCases(makeAccounts: () => Promise<Accounts>, test: TestFunction): void {
  test("a token is found and listed until it is taken, and then gone", async () => {
    const { oneTime } = await makeAccounts();
    const token = sample({ data: '{"email":"ada@example.com"}' });
    equal(await oneTime.put(token, NOW), true);
    deepEqual(await oneTime.find(token.id, NOW), token);
    deepEqual(await oneTime.list("link", "ada", NOW), [token]);
    deepEqual(await oneTime.take(token.id, NOW), token);
    equal(await oneTime.take(token.id, NOW), null);
    equal(await oneTime.find(token.id, NOW), null);
    equal(await oneTime.countAttempt(token.id, NOW), null);
    deepEqual(await oneTime.list("link", "ada", NOW), []);
  });

  test("E2: one of many concurrent takes of a token gets it", async () => {
    const { oneTime } = await makeAccounts();
    for (let round = 0; round < 3; round++) {
      const token = sample();
      await oneTime.put(token, NOW);
      const taken = await atOnce(16, () => oneTime.take(token.id, NOW));
      deepEqual(
        taken.filter((one) => one !== null),
        [token],
      );
    }
  });

  test("E3: concurrent attempts get consecutive numbers, and taking the token ends them", async () => {
    const { oneTime } = await makeAccounts();
    const [token, other] = [sample(), sample()];
    for (const one of [token, other]) await oneTime.put(one, NOW);
    const counts = await atOnce(16, () => oneTime.countAttempt(token.id, NOW));
    deepEqual(
      counts.map(Number).sort((a, b) => a - b),
      Array.from({ length: 16 }, (_, at) => at + 1),
    );
    equal(await oneTime.countAttempt(token.id, NOW), 17);
    equal(await oneTime.countAttempt(other.id, NOW), 1);
    deepEqual(await oneTime.find(token.id, NOW), token);
    await oneTime.take(token.id, NOW);
    equal(await oneTime.countAttempt(token.id, NOW), null);
  });

  test("a token is missing from its end on, for every operation", async () => {
    const { oneTime } = await makeAccounts();
    const token = sample();
    await oneTime.put(token, NOW);
    for (const now of [END, END + 1]) {
      equal(await oneTime.find(token.id, now), null);
      equal(await oneTime.countAttempt(token.id, now), null);
      deepEqual(await oneTime.list("link", "ada", now), []);
      equal(await oneTime.take(token.id, now), null);
    }
    equal(await oneTime.countAttempt(token.id, END - 1), 1);
    deepEqual(await oneTime.take(token.id, END - 1), token);
  });

  test("a live id is not put again, and keeps its data and its attempts", async () => {
    const { oneTime } = await makeAccounts();
    const token = sample({ data: "1" });
    await oneTime.put(token, NOW);
    await oneTime.countAttempt(token.id, NOW);
    const again = { ...token, data: "2", group: "grace", expiresAt: END * 2 };
    equal(await oneTime.put(again, END - 1), false);
    deepEqual(await oneTime.find(token.id, NOW), token);
    equal(await oneTime.countAttempt(token.id, NOW), 2);
    equal(await oneTime.put(again, END), true);
    deepEqual(await oneTime.find(token.id, END), again);
    equal(await oneTime.countAttempt(token.id, END), 1);
    deepEqual(await oneTime.list("link", "ada", NOW), []);
  });

  test("O15: one of many concurrent puts of one id writes", async () => {
    const { oneTime } = await makeAccounts();
    const token = sample();
    const put = await atOnce(12, (at) => oneTime.put({ ...token, data: `${at}` }, NOW));
    equal(put.filter(Boolean).length, 1);
    equal((await oneTime.find(token.id, NOW))?.data, `${put.indexOf(true)}`);
    // An expired id is free again, also for one of many.
    const later = await atOnce(12, (at) =>
      oneTime.put({ ...token, data: `${at}`, expiresAt: END * 2 }, END),
    );
    equal(later.filter(Boolean).length, 1);
  });

  test("list and drop concern the tokens of one purpose and one group", async () => {
    const { oneTime } = await makeAccounts();
    const mine = [sample(), sample()];
    const others = [
      ...[sample({ purpose: "reset" }), sample({ group: "grace" })],
      sample({ purpose: "ada", group: "link" }),
    ];
    for (const token of [...mine, ...others]) await oneTime.put(token, NOW);
    deepEqual(sorted(await oneTime.list("link", "ada", NOW)), sorted(mine));
    equal(await oneTime.drop("link", "ada"), 2);
    equal(await oneTime.drop("link", "ada"), 0);
    for (const { id } of mine) equal(await oneTime.find(id, NOW), null);
    for (const token of others) deepEqual(await oneTime.find(token.id, NOW), token);
  });

  test("ids, purposes, groups and data are compared and kept character by character", async () => {
    const { oneTime } = await makeAccounts();
    const all = ODD_TEXTS.map((text) =>
      sample({ id: text, purpose: text, group: text, data: text }),
    );
    for (const token of all) equal(await oneTime.put(token, NOW), true);
    for (const token of all) {
      deepEqual(await oneTime.list(token.purpose, token.group, NOW), [token]);
      deepEqual(await oneTime.take(token.id, NOW), token);
    }
    for (const id of ["", "unknown", "__proto__", "a\u0000b", "\ud800"]) {
      equal(await oneTime.find(id, NOW), null);
      equal(await oneTime.take(id, NOW), null);
      equal(await oneTime.countAttempt(id, NOW), null);
      deepEqual(await oneTime.list(id, id, NOW), []);
    }
  });

  test("new tokens never delete a live one", async () => {
    const { oneTime } = await makeAccounts();
    const live = sample({ expiresAt: END * 2 });
    await oneTime.put(live, NOW);
    for (let at = 0; at < 20; at++) await oneTime.put(sample(), NOW);
    for (let at = 0; at < 20; at++) await oneTime.put(sample({ expiresAt: END * 2 }), END);
    deepEqual(await oneTime.find(live.id, END), live);
    equal((await oneTime.list("link", "ada", END)).length, 21);
  });
}

function sorted(all: readonly { readonly id: string }[]): string[] {
  return all.map(({ id }) => id).sort();
}
