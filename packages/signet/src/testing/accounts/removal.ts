import { deepEqual, equal, rejects } from "node:assert/strict";
import type { Accounts, Authenticators } from "../../accounts/contract.ts";
import type { TestFunction } from "../runner.ts";
import { fresh } from "./authenticators.ts";
import { atOnce, sampleAuthenticator as sample } from "./samples.ts";

/** Tests how authenticators are removed and replaced. */
export function removalCases(makeAccounts: () => Promise<Accounts>, test: TestFunction): void {
  test("a removed authenticator is gone, and the others stay", async () => {
    const { authenticators } = await makeAccounts();
    const [one, other] = [sample(), sample()];
    for (const each of [one, other]) await authenticators.add(each);
    equal(await authenticators.remove(one, null), "removed");
    equal(await authenticators.remove(one, null), "missing");
    equal(await authenticators.find(one.kind, one.id), null);
    deepEqual(await authenticators.list("ada"), [fresh(other)]);
    equal(await authenticators.add(one), true);
  });

  test("an authenticator of another user is missing, and stays", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample();
    await authenticators.add(one);
    for (const keepOneOf of [null, [], [one]]) {
      equal(await authenticators.remove({ ...one, userId: "grace" }, keepOneOf), "missing");
      equal(await authenticators.remove({ ...one, kind: "totp" }, keepOneOf), "missing");
    }
    deepEqual(await authenticators.list("ada"), [fresh(one)]);
  });

  test("an authenticator with an id that no database keeps is missing, and is no failure", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample();
    await authenticators.add(one);
    // A signed-in person sends any id. A rejection would count as an outage of the store.
    for (const id of ["a\u0000b", "\ud800"]) {
      for (const keepOneOf of [null, [], [one], [{ ...one, id }]]) {
        equal(await authenticators.remove({ ...one, id }, keepOneOf), "missing");
      }
      const update = { data: "{}", usedAt: null, ifVersion: 0 };
      equal(await authenticators.update(one.kind, id, update), false);
    }
    deepEqual(await authenticators.list("ada"), [fresh(one)]);
  });

  test("L7: the last authenticator to keep is not removed", async () => {
    const { authenticators } = await makeAccounts();
    const [passkey, identity, totp] = [sample(), sample({ kind: "identity" }), sample()];
    for (const one of [passkey, identity, totp]) await authenticators.add(one);
    const ways = [passkey, identity];
    equal(await authenticators.remove(identity, ways), "removed");
    equal(await authenticators.remove(passkey, ways), "last");
    deepEqual(await authenticators.find(passkey.kind, passkey.id), fresh(passkey));
    equal(await authenticators.remove(totp, ways), "removed");
    equal(await authenticators.remove(passkey, []), "last");
    equal(await authenticators.remove(passkey, null), "removed");
  });

  test("L7: an authenticator to keep is named by kind and id, and belongs to the user", async () => {
    const { authenticators } = await makeAccounts();
    const [passkey, other, foreign] = [sample(), sample(), sample({ userId: "grace" })];
    for (const one of [passkey, other, foreign]) await authenticators.add(one);
    const { kind, id } = other;
    const wrong = [
      { kind: "identity", id },
      { kind, id: `${id}x` },
      { kind, id: "\u0000" },
      foreign,
    ];
    for (const one of wrong) {
      equal(await authenticators.remove(passkey, [passkey, one]), "last");
    }
    equal(await authenticators.remove(passkey, [...wrong, other]), "removed");
  });

  test("L7: concurrent removals of all ways to sign in leave exactly one", async () => {
    for (let round = 0; round < 5; round++) {
      const { authenticators } = await makeAccounts();
      const all = ["password", "identity", "passkey"].flatMap((kind) => [
        sample({ kind }),
        sample({ kind }),
      ]);
      for (const one of all) await authenticators.add(one);
      const outcomes = await Promise.all(all.map((one) => authenticators.remove(one, all)));
      equal(outcomes.filter((outcome) => outcome === "last").length, 1);
      equal((await authenticators.list("ada")).length, 1);
    }
  });

  test("one of many concurrent removals of an authenticator removes it", async () => {
    const { authenticators } = await makeAccounts();
    const one = sample();
    await authenticators.add(one);
    const outcomes = await atOnce(8, () => authenticators.remove(one, null));
    equal(outcomes.filter((outcome) => outcome === "removed").length, 1);
    equal(outcomes.filter((outcome) => outcome === "missing").length, 7);
  });

  test("T6: replace removes the authenticators of the kind and adds the others", async () => {
    const { authenticators } = await makeAccounts();
    const kind = "recovery-code";
    const old = [sample({ kind }), sample({ kind })];
    const kept = [sample(), sample({ kind, userId: "grace" })];
    for (const one of [...old, ...kept]) await authenticators.add(one);
    await authenticators.update(kind, old[0]?.id ?? "", { data: "9", usedAt: 9, ifVersion: 0 });
    // One of them has the id of an old one: it starts again with version 0.
    const next = [sample({ kind, id: old[0]?.id ?? "" }), sample({ kind })];
    await authenticators.replace("ada", kind, next);
    deepEqual(await idsOf(authenticators, "ada"), sorted([...next, ...kept.slice(0, 1)]));
    deepEqual(await authenticators.find(kind, next[0]?.id ?? ""), fresh(next[0] ?? sample()));
    deepEqual(await idsOf(authenticators, "grace"), sorted(kept.slice(1)));
    await authenticators.replace("ada", kind, []);
    deepEqual(await idsOf(authenticators, "ada"), sorted(kept.slice(0, 1)));
  });

  test("a replacement with a taken id rejects and changes nothing", async () => {
    const { authenticators } = await makeAccounts();
    const [mine, foreign] = [sample(), sample({ userId: "grace" })];
    for (const one of [mine, foreign]) await authenticators.add(one);
    await rejects(
      authenticators.replace("ada", "passkey", [sample(), { ...foreign, userId: "ada" }]),
    );
    const twice = sample();
    await rejects(authenticators.replace("ada", "passkey", [twice, twice]));
    deepEqual(await authenticators.list("ada"), [fresh(mine)]);
    deepEqual(await authenticators.list("grace"), [fresh(foreign)]);
    equal(await authenticators.find(twice.kind, twice.id), null);
  });

  test("concurrent replacements leave the authenticators of one of them", async () => {
    const { authenticators } = await makeAccounts();
    const kind = "recovery-code";
    const sets = Array.from({ length: 6 }, () => [sample({ kind }), sample({ kind })]);
    await Promise.all(sets.map((set) => authenticators.replace("ada", kind, set)));
    const left = await idsOf(authenticators, "ada");
    equal(sets.filter((set) => String(sorted(set)) === String(left)).length, 1);
    // A password has the id of the user in every replacement.
    await atOnce(6, (at) =>
      authenticators.replace("ada", "password", [
        sample({ kind: "password", id: "ada", data: `${at}` }),
      ]),
    );
    const [password, ...more] = (await authenticators.list("ada")).filter(
      (one) => one.kind === "password",
    );
    equal(more.length, 0);
    equal(password?.version, 0);
  });

  test("removeAll removes the given kinds of the user, or all, and returns how many", async () => {
    const { authenticators } = await makeAccounts();
    const kinds = ["password", "passkey", "passkey", "totp"];
    for (const kind of kinds) await authenticators.add(sample({ kind }));
    const foreign = sample({ userId: "grace" });
    await authenticators.add(foreign);
    equal(await authenticators.removeAll("ada", []), 0);
    equal(await authenticators.removeAll("ada", ["passkey", "unknown"]), 2);
    equal(await authenticators.removeAll("ada", ["passkey"]), 0);
    equal(await authenticators.removeAll("ada", null), 2);
    deepEqual(await authenticators.list("ada"), []);
    deepEqual(await authenticators.list("grace"), [fresh(foreign)]);
  });
}

async function idsOf(authenticators: Authenticators, userId: string): Promise<string[]> {
  return sorted(await authenticators.list(userId));
}

function sorted(all: readonly { readonly id: string }[]): string[] {
  return all.map(({ id }) => id).sort();
}
