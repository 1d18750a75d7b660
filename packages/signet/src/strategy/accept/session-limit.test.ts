import { describe, expect, test } from "vitest";
import {
  browserWith,
  changes,
  isStored,
  renewed,
  rolloutOf,
  sessionsOf,
  signedIn,
  titleOf,
} from "../../../fixtures/accept.ts";
import type { FeedStore } from "../../store/feed.ts";

const between = changes.filter(({ from, to }) => isStored(from) && isStored(to));

describe.each(between.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
  async function signInMany(
    server: Parameters<typeof signedIn>[0],
    count: number,
    wait: () => void,
  ) {
    const users = [];
    for (let left = count; left > 0; left--) {
      wait();
      users.push(await signedIn(server));
    }
    return users;
  }

  test("the session limit counts the sessions of all stores, moved or not, and ends the oldest", async () => {
    const rollout = rolloutOf(change);
    const [first, server] = [rollout.before(), rollout.after({ maxSessions: 3 })];
    const users = await signInMany(first, 3, () => rollout.clock.advance(1_000));
    // The oldest session is moved. Its browser keeps the former credential.
    const kept = browserWith(await renewed(server, users[0]?.browser.headers() ?? {}));
    rollout.clock.advance(1_000);
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

  test("after concurrent sign-ins, exactly as many sessions remain as the limit allows", async () => {
    const rollout = rolloutOf(change);
    const [first, server] = [rollout.before(), rollout.after({ maxSessions: 2 })];
    await signInMany(first, 3, () => rollout.clock.advance(1_000));
    rollout.clock.advance(1_000);
    const users = await Promise.all([1, 2, 3, 4, 5].map(() => signedIn(server)));
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toHaveLength(2);
    for (const id of listed) expect(users.map((user) => user.id)).toContain(id);
  });

  test("a session that a sign-in replaces does not count towards the limit", async () => {
    const rollout = rolloutOf(change);
    const [first, server] = [rollout.before(), rollout.after({ maxSessions: 2 })];
    const [stays, mine] = await signInMany(first, 2, () => rollout.clock.advance(1_000));
    rollout.clock.advance(1_000);
    const input = { userId: "ada", data: { name: "Ada" } };
    const { session } = await server.signIn(mine?.browser.headers() ?? {}, input);
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toEqual([session.id, stays?.id]);
  });

  test("a session that the limit ended in the current store is not listed from another store", async () => {
    const rollout = rolloutOf(change);
    const server = rollout.after();
    const moved = await signedIn(rollout.before());
    const old = moved.browser.headers();
    await renewed(server, old);
    rollout.clock.advance(1_000);
    // A server with the current strategy only does not write to the former store.
    const withoutAccept = rollout.withoutAccept({ maxSessions: 1 });
    const newest = await signedIn(withoutAccept);
    const listed = (await sessionsOf(server).list("ada")).map(({ id }) => id);
    expect(listed).toEqual([newest.id]);
    expect((await server.read(old, { fresh: true })).status).not.toBe("active");
    expect(await renewed(server, old)).toEqual([]);
  });

  test("sign-in fails and creates no session while one store cannot list its sessions", async () => {
    const rollout = rolloutOf(change);
    let created = 0;
    const server = rollout.after({
      maxSessions: 2,
      wrap: (store): FeedStore => ({
        ...store,
        listByUser: () => Promise.reject(new Error("The store is down.")),
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
