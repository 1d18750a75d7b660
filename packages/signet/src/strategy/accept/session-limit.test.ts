import { describe, expect, test } from "vitest";
import {
  browserWith,
  changes,
  isStored,
  named,
  renewed,
  sessionsOf,
  signedIn,
  worldOf,
} from "../../../fixtures/accept.ts";
import type { FeedStore } from "../../store/feed.ts";

const between = changes.filter(({ from, to }) => isStored(from) && isStored(to));

describe.each(between.map((change) => [named(change), change] as const))("%s", (_, change) => {
  async function many(server: Parameters<typeof signedIn>[0], count: number, pass: () => void) {
    const users = [];
    for (let left = count; left > 0; left--) {
      pass();
      users.push(await signedIn(server));
    }
    return users;
  }

  test("the limit counts the sessions of all stores, moved or not, and ends the oldest", async () => {
    const world = worldOf(change);
    const [first, server] = [world.before(), world.after({ most: 3 })];
    const users = await many(first, 3, () => world.clock.advance(1_000));
    // The oldest is moved, and a copy of its old credential is kept.
    const kept = browserWith(await renewed(server, users[0]?.browser.headers() ?? {}));
    world.clock.advance(1_000);
    const newest = await signedIn(server);
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toEqual([newest.id, users[2]?.id, users[1]?.id]);
    for (const browser of [kept, users[0]?.browser]) {
      const request = browser?.headers() ?? {};
      expect((await server.read(request, { fresh: true })).status).not.toBe("active");
      expect(await renewed(server, request)).toEqual([]);
    }
    for (const { browser } of [...users.slice(1), newest]) {
      expect((await server.read(browser.headers(), { fresh: true })).status).toBe("active");
    }
    expect(await sessionsOf(server).list("ada")).toHaveLength(3);
  });

  test("of many sign-ins at once exactly as many stay as the limit says", async () => {
    const world = worldOf(change);
    const [first, server] = [world.before(), world.after({ most: 2 })];
    await many(first, 3, () => world.clock.advance(1_000));
    world.clock.advance(1_000);
    const users = await Promise.all([1, 2, 3, 4, 5].map(() => signedIn(server)));
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toHaveLength(2);
    for (const id of listed) expect(users.map((user) => user.id)).toContain(id);
  });

  test("a session that the one sign-in replaces makes room", async () => {
    const world = worldOf(change);
    const [first, server] = [world.before(), world.after({ most: 2 })];
    const [stays, mine] = await many(first, 2, () => world.clock.advance(1_000));
    world.clock.advance(1_000);
    const input = { userId: "ada", data: { name: "Ada" } };
    const { session } = await server.signIn(mine?.browser.headers() ?? {}, input);
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toEqual([session.id, stays?.id]);
  });

  test("what the limit ended in one store is listed by none, also where another was told nothing", async () => {
    const world = worldOf(change);
    const server = world.after();
    const moved = await signedIn(world.before());
    const old = moved.browser.headers();
    await renewed(server, old);
    world.clock.advance(1_000);
    // As a server does that has the new strategy alone.
    const alone = world.alone({ most: 1 });
    const newest = await signedIn(alone);
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toEqual([newest.id]);
    expect((await server.read(old, { fresh: true })).status).not.toBe("active");
    expect(await renewed(server, old)).toEqual([]);
  });

  test("nobody is signed in while the sessions of one store cannot be counted", async () => {
    const world = worldOf(change);
    let created = 0;
    const server = world.after({
      most: 2,
      wrap: (store): FeedStore => ({
        ...store,
        listByUser: () => Promise.reject(new Error("The store is out.")),
        create(...args) {
          created++;
          return store.create(...args);
        },
      }),
    });
    await expect(signedIn(server)).rejects.toMatchObject({ code: "store-unavailable" });
    expect(created).toBe(0);
  });
});
