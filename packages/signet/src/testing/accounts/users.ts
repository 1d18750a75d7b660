import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import type { NewUser, User, Users } from "../../accounts/contract.ts";
import type { TestFunction } from "../runner.ts";
import { atOnce, ODD_TEXTS, sampleUser } from "./samples.ts";

/** Tests the users of an account store. A user may have more members than the library knows. */
export function userCases(makeUsers: () => Promise<Users>, test: TestFunction): void {
  test("a created user is found by id and by address, with the given members", async () => {
    const users = await makeUsers();
    const given = sampleUser({ emailVerifiedAt: 5, image: "https://example.com/a.png" });
    const user = await created(users, given);
    deepEqual(known(user), { ...given, id: user.id });
    deepEqual(await users.find(user.id), user);
    deepEqual(await users.findByEmail(given.email ?? ""), user);
  });

  test("the id of a user is a text that a URL and a session can hold, and no two users share it", async () => {
    const users = await makeUsers();
    const all = await atOnce(8, () => created(users, sampleUser()));
    equal(new Set(all.map(({ id }) => id)).size, 8);
    for (const { id } of all) match(id, /^[\w.~-]{1,255}$/);
  });

  test("find and findByEmail return null for a user that does not exist", async () => {
    const users = await makeUsers();
    await created(users, sampleUser());
    for (const text of ["", "unknown", "__proto__", "nobody@example.com"]) {
      equal(await users.find(text), null);
      equal(await users.findByEmail(text), null);
    }
    // PostgreSQL rejects U+0000, and the table of an application may pass that on.
    for (const text of ["a\u0000b", "\ud800"]) {
      equal(await users.find(text).catch(() => null), null);
      equal(await users.findByEmail(text).catch(() => null), null);
    }
  });

  test("E8: findByEmail compares character by character, without accents or case folded", async () => {
    const users = await makeUsers();
    const addresses = [
      ...[
        "jose@example.com",
        "jos\u00e9@example.com",
        "jose\u0301@example.com",
        "Jose@example.com",
      ],
      ...["strasse@example.com", "stra\u00dfe@example.com", "j%@example.com", "j_se@example.com"],
      ...["jose@example.com ", "jose@example.com.", "i@example.com", "\u0131@example.com"],
    ];
    const all = new Map<string, User>();
    for (const email of addresses) all.set(email, await created(users, sampleUser({ email })));
    for (const [email, user] of all) deepEqual(await users.findByEmail(email), user);
    equal(await users.findByEmail("JOSE@example.com"), null);
    equal(await users.findByEmail("%"), null);
  });

  test("a user with a taken address is not created, and the first user stays as it was", async () => {
    const users = await makeUsers();
    const first = await created(users, sampleUser({ name: "First" }));
    equal(await users.create(sampleUser({ email: first.email, name: "Second" })), "taken");
    deepEqual(await users.findByEmail(first.email ?? ""), first);
  });

  test("one of many concurrent creations with one address creates a user", async () => {
    const users = await makeUsers();
    const { email } = sampleUser();
    const outcomes = await atOnce(12, (at) => users.create(sampleUser({ email, name: `${at}` })));
    const winners = outcomes.filter((outcome) => outcome !== "taken");
    equal(winners.length, 1);
    deepEqual(await users.findByEmail(email ?? ""), winners[0]);
  });

  test("many users have no address", async () => {
    const users = await makeUsers();
    const all = await atOnce(3, () => created(users, sampleUser({ email: null })));
    for (const user of all) {
      equal(user.email, null);
      deepEqual(await users.find(user.id), user);
    }
  });

  test("an update changes the given members and no other ones", async () => {
    const users = await makeUsers();
    const [user, other] = await atOnce(2, () => created(users, sampleUser({ emailVerifiedAt: 1 })));
    if (user === undefined || other === undefined) throw new Error("two users were created");
    const changes = [
      { name: "Grace" },
      { image: "https://example.com/b.png", emailVerifiedAt: 7 },
      { email: sampleUser().email, emailVerifiedAt: null },
      { name: null, image: null, email: null },
      {},
    ];
    let expected = user;
    for (const change of changes) {
      expected = { ...expected, ...change };
      deepEqual(await users.update(user.id, change), expected);
      deepEqual(await users.find(user.id), expected);
    }
    deepEqual(await users.find(other.id), other);
    equal(await users.findByEmail(user.email ?? ""), null);
  });

  test("an update to the address of another user returns taken and writes nothing", async () => {
    const users = await makeUsers();
    const first = await created(users, sampleUser());
    const second = await created(users, sampleUser());
    equal(await users.update(second.id, { email: first.email, name: "Changed" }), "taken");
    deepEqual(await users.find(second.id), second);
    const same = await users.update(second.id, { email: second.email, name: "Changed" });
    deepEqual(same, { ...second, name: "Changed" });
  });

  test("one of many concurrent updates to one address succeeds", async () => {
    const users = await makeUsers();
    const all = await atOnce(8, () => created(users, sampleUser()));
    const { email } = sampleUser();
    const outcomes = await Promise.all(all.map(({ id }) => users.update(id, { email })));
    equal(outcomes.filter((outcome) => outcome === "taken").length, 7);
    const owner = outcomes.find((outcome) => outcome !== "taken");
    deepEqual(await users.findByEmail(email ?? ""), owner);
  });

  test("an update for another address than the user has returns null and writes nothing", async () => {
    const users = await makeUsers();
    const user = await created(users, sampleUser());
    for (const ifEmail of [null, "", "other@example.com", (user.email ?? "").toUpperCase()]) {
      equal(await users.update(user.id, { emailVerifiedAt: 9 }, ifEmail), null);
    }
    deepEqual(await users.find(user.id), user);
    const verified = { ...user, emailVerifiedAt: 9 };
    deepEqual(await users.update(user.id, { emailVerifiedAt: 9 }, user.email), verified);
    const without = await created(users, sampleUser({ email: null }));
    deepEqual(await users.update(without.id, { name: "x" }, null), { ...without, name: "x" });
    equal(await users.update(without.id, { name: "y" }, ""), null);
  });

  test("one of many concurrent changes of an address that was read succeeds", async () => {
    const users = await makeUsers();
    const user = await created(users, sampleUser());
    const outcomes = await atOnce(8, () =>
      users.update(user.id, { email: sampleUser().email }, user.email),
    );
    equal(outcomes.filter((outcome) => outcome !== null).length, 1);
  });

  test("an update of a user that does not exist returns null, also for a taken address", async () => {
    const users = await makeUsers();
    const user = await created(users, sampleUser());
    equal(await users.update("unknown", { name: "x" }), null);
    equal(await users.update("unknown", { email: user.email }), null);
  });

  test("a removed user is gone, and the address can be used again", async () => {
    const users = await makeUsers();
    const [user, other] = [await created(users, sampleUser()), await created(users, sampleUser())];
    const removed = await atOnce(4, () => users.remove(user.id));
    equal(removed.filter(Boolean).length, 1);
    equal(await users.find(user.id), null);
    equal(await users.findByEmail(user.email ?? ""), null);
    equal(await users.update(user.id, { name: "x" }), null);
    equal(await users.remove("unknown"), false);
    const next = await created(users, sampleUser({ email: user.email }));
    notEqual(next.id, user.id);
    deepEqual(await users.find(other.id), other);
  });

  test("a name is kept character by character", async () => {
    const users = await makeUsers();
    for (const name of ["", ...ODD_TEXTS]) {
      const user = await created(users, sampleUser({ name }));
      equal(user.name, name);
      deepEqual(await users.find(user.id), user);
    }
  });

  test("a name that a database cannot keep is kept, or rejects and writes nothing", async () => {
    const users = await makeUsers();
    const name = "a\u0000b";
    const outcome = await users.create(sampleUser({ name })).catch(() => null);
    if (outcome !== null) equal(outcome === "taken" ? outcome : outcome.name, name);
    const user = await created(users, sampleUser());
    const changed = await users.update(user.id, { name }).catch(() => "rejected" as const);
    if (changed === "rejected") deepEqual(await users.find(user.id), user);
    else deepEqual(changed, { ...user, name });
  });
}

async function created(users: Users, user: NewUser): Promise<User> {
  const outcome = await users.create(user);
  if (outcome === "taken") throw new Error("The address is taken.");
  return outcome;
}

/** Returns the members of a user that the library knows. */
function known({ id, email, emailVerifiedAt, name, image, createdAt }: User): User {
  return { id, email, emailVerifiedAt, name, image, createdAt };
}
