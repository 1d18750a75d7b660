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

const DAY = 86_400_000;
const moving = changes.filter(({ from, to, stores }) => from !== to || stores === "two stores");
const toStores = moving.filter(({ to }) => isStored(to));
const betweenStores = toStores.filter(({ from }) => isStored(from));
const betweenTwo = betweenStores.filter(({ stores }) => stores === "two stores");
const each = (some: typeof changes) => some.map((change) => [named(change), change] as const);

describe.each(each(toStores))("%s", (_, change) => {
  test("an old credential shows what has become of its session since it was moved", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    const server = world.after();
    const kept = browserWith(await renewed(server, old));
    await server.update(kept.headers(), { role: "auditor" });
    for (const reader of [server, world.after()]) {
      expect(await reader.read(old, { fresh: true })).toMatchObject({
        status: "active",
        decidedBy: "store",
        session: { data: { role: "auditor" } },
      });
    }
  });

  test("an old credential is over when it would have been, though its session goes on", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    const server = world.after();
    const kept = browserWith(await renewed(server, old));
    for (const days of [5, 5]) {
      world.clock.advance(days * DAY);
      kept.receive(await renewed(server, kept.headers()));
    }
    expect((await server.read(kept.headers())).status).toBe("active");
    const late = await server.read(old, { fresh: true });
    // On one store there is one session, which the old credential is of; a token of hybrid() names it.
    const isOfIt = change.stores !== "two stores" || change.from === change.to;
    const isToken = change.from === "hybrid";
    expect(late.status).toBe(
      isOfIt && (isToken || change.stores !== "two stores") ? "active" : "rejected",
    );
    expect(await renewed(server, old)).toHaveLength(late.status === "active" ? 1 : 0);
  });

  test("signing out elsewhere leaves the others, moved or not, as they are", async () => {
    const world = worldOf(change);
    const [first, server] = [world.before(), world.after()];
    const users = [await signedIn(first), await signedIn(first), await signedIn(first)] as const;
    const [moved, waiting, ending] = users;
    const kept = browserWith(await renewed(server, moved.browser.headers()));
    await server.signOut(ending.browser.headers());
    for (const browser of [kept, moved.browser, waiting.browser]) {
      expect((await server.read(browser.headers(), { fresh: true })).status).toBe("active");
    }
    expect((await server.read(ending.browser.headers(), { fresh: true })).status).not.toBe(
      "active",
    );
  });

  test("the session that ends all others lives on, moved or not, and they do not", async () => {
    for (const isMoved of [true, false]) {
      const world = worldOf(change);
      const [first, server] = [world.before(), world.after()];
      const [mine, ...others] = [
        await signedIn(first),
        await signedIn(first),
        await signedIn(first),
      ];
      if (mine === undefined) throw new Error("Nobody is signed in.");
      const browser = isMoved
        ? browserWith(await renewed(server, mine.browser.headers()))
        : mine.browser;
      await renewed(server, others[0]?.browser.headers() ?? {});
      await sessionsOf(server).revokeOthers({ id: mine.id, userId: "ada" });
      expect((await server.read(browser.headers(), { fresh: true })).status).toBe("active");
      browser.receive(await renewed(server, browser.headers()));
      expect((await server.read(browser.headers(), { fresh: true })).status).toBe("active");
      for (const other of others) {
        expect(await renewed(server, other.browser.headers())).toEqual([]);
        const { status } = await server.read(other.browser.headers(), { fresh: true });
        expect(status).not.toBe("active");
      }
    }
  });

  test("a store that is out lets nobody in, and signs nobody out", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    let isOut = true;
    const down = () => Promise.reject(new Error("The store is out."));
    const server = world.after({
      wrap: (store): FeedStore => ({
        ...store,
        find: (id) => (isOut ? down() : store.find(id)),
        findToAdopt: (candidate) => (isOut ? down() : store.findToAdopt(candidate)),
        adopt: (adoption) => (isOut ? down() : store.adopt(adoption)),
        bar: (bar) => (isOut ? down() : store.bar(bar)),
      }),
    });
    expect((await server.read(old, { fresh: true })).status).toBe("unavailable");
    expect(await renewed(server, old)).toEqual([]);
    await expect(server.update({ ...old }, { role: "x" })).rejects.toMatchObject({
      code: "store-unavailable",
    });
    await expect(server.signOut(old)).rejects.toMatchObject({ code: "store-unavailable" });
    isOut = false;
    const kept = browserWith(await renewed(server, old));
    expect(await server.read(kept.headers())).toMatchObject({ status: "active", renew: false });
  });
});

describe.each(each(betweenStores))("%s", (_, change) => {
  test("a session that is in two stores is one: listed once, and counted once when it ends", async () => {
    const world = worldOf(change);
    const [first, server] = [world.before(), world.after()];
    const [moved] = [await signedIn(first), await signedIn(first)];
    await renewed(server, moved.browser.headers());
    expect(await sessionsOf(server).list("ada")).toHaveLength(2);
    expect(await sessionsOf(server).revokeAll("ada")).toBe(2);
    expect(await sessionsOf(server).revoke(moved.id)).toBe(false);
  });

  test("a move at an outage of the store before leaves the session, and is made another time", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    let adopted = false;
    const down = () => Promise.reject(new Error("The store is out."));
    const server = world.after({
      wrap: (store): FeedStore => ({
        ...store,
        find: (id) => (adopted ? down() : store.find(id)),
        async adopt(adoption) {
          const outcome = await store.adopt(adoption);
          adopted = true;
          return outcome;
        },
      }),
    });
    const answer = await renewed(server, old);
    const isAskedAgain = change.stores === "two stores";
    expect(answer).toHaveLength(isAskedAgain ? 0 : 1);
    const later = world.after();
    expect((await later.read(old, { fresh: true })).status).toBe("active");
    const kept = browserWith(await renewed(later, old));
    expect(await later.read(kept.headers())).toMatchObject({ status: "active", renew: false });
  });
});

describe.each(each(betweenTwo))("%s, and back", (_, change) => {
  test("what a session became there, it is here, and none that ended comes back", async () => {
    const world = worldOf(change);
    const [first, there, back] = [world.before(), world.after(), world.back()];
    const [stays, ends] = [await signedIn(first), await signedIn(first)];
    for (const { browser } of [stays, ends]) {
      browser.receive(await renewed(there, browser.headers()));
    }
    world.clock.advance(DAY);
    await there.update(stays.browser.headers(), { role: "auditor" });
    stays.browser.receive(await renewed(there, stays.browser.headers()));
    await sessionsOf(there).revoke(ends.id);
    const before = { status: "active", session: { id: stays.id, data: { role: "auditor" } } };
    expect(await back.read(stays.browser.headers(), { fresh: true })).toMatchObject(before);
    stays.browser.receive(await renewed(back, stays.browser.headers()));
    expect(await back.read(stays.browser.headers(), { fresh: true })).toMatchObject(before);
    expect(await first.read(stays.browser.headers(), { fresh: true })).toMatchObject(before);
    expect((await back.read(ends.browser.headers(), { fresh: true })).status).toBe("rejected");
    expect(await sessionsOf(back).list("ada")).toHaveLength(1);
  });

  test("while both configurations run, what a browser does on one shows on the other", async () => {
    const world = worldOf(change);
    const [there, back] = [world.after(), world.back()];
    const { browser, id } = await signedIn(world.before());
    for (const [at, server] of [there, back, there, back, there].entries()) {
      world.clock.advance(1_000);
      browser.receive(await renewed(server, browser.headers()));
      const { setCookies } = await server.update(browser.headers(), { role: `role ${at}` });
      browser.receive(setCookies);
      for (const each of [there, back]) {
        expect(await each.read(browser.headers(), { fresh: true })).toMatchObject({
          status: "active",
          session: { id, data: { role: `role ${at}` } },
        });
        expect(await sessionsOf(each).list("ada")).toMatchObject([
          { id, data: { role: `role ${at}` } },
        ]);
      }
    }
    await sessionsOf(back).revoke(id);
    for (const each of [there, back]) {
      expect((await each.read(browser.headers(), { fresh: true })).status).toBe("rejected");
      expect(await renewed(each, browser.headers())).toEqual([]);
    }
  });

  test("nobody is signed out who was there for longer than the store before keeps sessions", async () => {
    const world = worldOf(change);
    const [there, back] = [world.after(), world.back()];
    const { browser, id } = await signedIn(world.before());
    for (let days = 0; days < 12; days += 4) {
      browser.receive(await renewed(there, browser.headers()));
      world.clock.advance(4 * DAY);
    }
    const active = { status: "active", session: { id } };
    expect(await back.read(browser.headers())).toMatchObject(active);
    browser.receive(await renewed(back, browser.headers()));
    expect(await back.read(browser.headers())).toMatchObject({ ...active, renew: false });
    world.clock.advance(6 * DAY);
    expect(await back.read(browser.headers())).toMatchObject(active);
  });
});

const fromStores = moving.filter(({ from, to }) => isStored(from) && !isStored(to));

describe.each(each(fromStores))("%s", (_, change) => {
  test("what has ended in the store is moved no more", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const server = world.after();
    await sessionsOf(world.before()).revoke(user.id);
    expect(await renewed(server, user.browser.headers())).toEqual([]);
    expect((await server.read(user.browser.headers())).status).not.toBe("active");
  });

  test("signing out ends the session in the store as well, for when the change is taken back", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    const server = world.after();
    const kept = browserWith(await renewed(server, old));
    const copy = browserWith(await renewed(server, old));
    kept.receive(await server.signOut(kept.headers()));
    const back = world.back();
    for (const request of [old, copy.headers()]) {
      expect((await back.read(request, { fresh: true })).status).not.toBe("active");
      expect(await renewed(back, request)).toEqual([]);
    }
  });
});
