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

const DAY = 86_400_000;
const moving = changes.filter(({ from, to, stores }) => from !== to || stores === "two stores");
const toStores = moving.filter(({ to }) => isStored(to));
const betweenStores = toStores.filter(({ from }) => isStored(from));
const betweenTwo = betweenStores.filter(({ stores }) => stores === "two stores");
const each = (some: typeof changes) => some.map((change) => [titleOf(change), change] as const);

describe.each(each(toStores))("%s", (_, change) => {
  test("a former credential reads the present data of its moved session", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    const server = rollout.after();
    const kept = browserWith(await renewed(server, old));
    await server.update(kept.headers(), { role: "auditor" });
    for (const reader of [server, rollout.after()]) {
      expect(await reader.read(old, { fresh: true })).toMatchObject({
        status: "active",
        decidedBy: "store",
        session: { data: { role: "auditor" } },
      });
    }
  });

  test("a former credential expires at its own time, unless the current store has a record of it", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    const server = rollout.after();
    const kept = browserWith(await renewed(server, old));
    for (const days of [5, 5]) {
      rollout.clock.advance(days * DAY);
      kept.receive(await renewed(server, kept.headers()));
    }
    expect((await server.read(kept.headers())).status).toBe("active");
    const late = await server.read(old, { fresh: true });
    // On one store, the former credential belongs to the moved record. A token of hybrid() names its
    // session also in another store.
    const isOfRecord = change.stores !== "two stores" || change.from === change.to;
    const isToken = change.from === "hybrid";
    expect(late.status).toBe(
      isOfRecord && (isToken || change.stores !== "two stores") ? "active" : "rejected",
    );
    expect(await renewed(server, old)).toHaveLength(late.status === "active" ? 1 : 0);
  });

  test("sign-out of one session leaves the other sessions active, moved or not", async () => {
    const rollout = rolloutOf(change);
    const [first, server] = [rollout.before(), rollout.after()];
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

  test("revokeOthers keeps the given session, moved or not, and ends the others", async () => {
    for (const isMoved of [true, false]) {
      const rollout = rolloutOf(change);
      const [first, server] = [rollout.before(), rollout.after()];
      const [mine, ...others] = [
        await signedIn(first),
        await signedIn(first),
        await signedIn(first),
      ];
      if (mine === undefined) throw new Error("The list of users is empty.");
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

  test("an outage of the stores makes readings unavailable, and the session moves afterwards", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    let isDown = true;
    const fail = () => Promise.reject(new Error("The store is down."));
    const server = rollout.after({
      wrap: (store): FeedStore => ({
        ...store,
        find: (id) => (isDown ? fail() : store.find(id)),
        findToAdopt: (candidate) => (isDown ? fail() : store.findToAdopt(candidate)),
        adopt: (adoption) => (isDown ? fail() : store.adopt(adoption)),
        bar: (bar) => (isDown ? fail() : store.bar(bar)),
      }),
    });
    expect((await server.read(old, { fresh: true })).status).toBe("unavailable");
    expect(await renewed(server, old)).toEqual([]);
    await expect(server.update({ ...old }, { role: "x" })).rejects.toMatchObject({
      code: "store-unavailable",
    });
    await expect(server.signOut(old)).rejects.toMatchObject({ code: "store-unavailable" });
    isDown = false;
    const kept = browserWith(await renewed(server, old));
    expect(await server.read(kept.headers())).toMatchObject({ status: "active", renew: false });
  });
});

describe.each(each(betweenStores))("%s", (_, change) => {
  test("a session with records in two stores is listed once, and counted once when it ends", async () => {
    const rollout = rolloutOf(change);
    const [first, server] = [rollout.before(), rollout.after()];
    const [moved] = [await signedIn(first), await signedIn(first)];
    await renewed(server, moved.browser.headers());
    expect(await sessionsOf(server).list("ada")).toHaveLength(2);
    expect(await sessionsOf(server).revokeAll("ada")).toBe(2);
    expect(await sessionsOf(server).revoke(moved.id)).toBe(false);
  });

  test("an outage of the former store during a move leaves the session active, and a later renewal moves it", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    let adopted = false;
    const fail = () => Promise.reject(new Error("The store is down."));
    const server = rollout.after({
      wrap: (store): FeedStore => ({
        ...store,
        find: (id) => (adopted ? fail() : store.find(id)),
        async adopt(adoption) {
          const outcome = await store.adopt(adoption);
          adopted = true;
          return outcome;
        },
      }),
    });
    const response = await renewed(server, old);
    const isVerifiedAgain = change.stores === "two stores";
    expect(response).toHaveLength(isVerifiedAgain ? 0 : 1);
    const later = rollout.after();
    expect((await later.read(old, { fresh: true })).status).toBe("active");
    const kept = browserWith(await renewed(later, old));
    expect(await later.read(kept.headers())).toMatchObject({ status: "active", renew: false });
  });
});

describe.each(each(betweenTwo))("%s, and back", (_, change) => {
  test("after a rollback, sessions have their newest data, and ended sessions stay ended", async () => {
    const rollout = rolloutOf(change);
    const [first, current, rolledBack] = [rollout.before(), rollout.after(), rollout.rolledBack()];
    const [stays, ends] = [await signedIn(first), await signedIn(first)];
    for (const { browser } of [stays, ends]) {
      browser.receive(await renewed(current, browser.headers()));
    }
    rollout.clock.advance(DAY);
    await current.update(stays.browser.headers(), { role: "auditor" });
    stays.browser.receive(await renewed(current, stays.browser.headers()));
    await sessionsOf(current).revoke(ends.id);
    const expected = { status: "active", session: { id: stays.id, data: { role: "auditor" } } };
    expect(await rolledBack.read(stays.browser.headers(), { fresh: true })).toMatchObject(expected);
    stays.browser.receive(await renewed(rolledBack, stays.browser.headers()));
    expect(await rolledBack.read(stays.browser.headers(), { fresh: true })).toMatchObject(expected);
    expect(await first.read(stays.browser.headers(), { fresh: true })).toMatchObject(expected);
    expect((await rolledBack.read(ends.browser.headers(), { fresh: true })).status).toBe(
      "rejected",
    );
    expect(await sessionsOf(rolledBack).list("ada")).toHaveLength(1);
  });

  test("while both configurations run, an update or a revocation on one is visible on the other", async () => {
    const rollout = rolloutOf(change);
    const [current, rolledBack] = [rollout.after(), rollout.rolledBack()];
    const { browser, id } = await signedIn(rollout.before());
    for (const [at, server] of [current, rolledBack, current, rolledBack, current].entries()) {
      rollout.clock.advance(1_000);
      browser.receive(await renewed(server, browser.headers()));
      const { setCookies } = await server.update(browser.headers(), { role: `role ${at}` });
      browser.receive(setCookies);
      for (const each of [current, rolledBack]) {
        expect(await each.read(browser.headers(), { fresh: true })).toMatchObject({
          status: "active",
          session: { id, data: { role: `role ${at}` } },
        });
        expect(await sessionsOf(each).list("ada")).toMatchObject([
          { id, data: { role: `role ${at}` } },
        ]);
      }
    }
    await sessionsOf(rolledBack).revoke(id);
    for (const each of [current, rolledBack]) {
      expect((await each.read(browser.headers(), { fresh: true })).status).toBe("rejected");
      expect(await renewed(each, browser.headers())).toEqual([]);
    }
  });

  test("a rollback keeps a session active when its record in the former store has expired", async () => {
    const rollout = rolloutOf(change);
    const [current, rolledBack] = [rollout.after(), rollout.rolledBack()];
    const { browser, id } = await signedIn(rollout.before());
    for (let days = 0; days < 12; days += 4) {
      browser.receive(await renewed(current, browser.headers()));
      rollout.clock.advance(4 * DAY);
    }
    const active = { status: "active", session: { id } };
    expect(await rolledBack.read(browser.headers())).toMatchObject(active);
    browser.receive(await renewed(rolledBack, browser.headers()));
    expect(await rolledBack.read(browser.headers())).toMatchObject({ ...active, renew: false });
    rollout.clock.advance(6 * DAY);
    expect(await rolledBack.read(browser.headers())).toMatchObject(active);
  });
});

const fromStores = moving.filter(({ from, to }) => isStored(from) && !isStored(to));

describe.each(each(fromStores))("%s", (_, change) => {
  test("a session that was revoked in the former store is not moved", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const server = rollout.after();
    await sessionsOf(rollout.before()).revoke(user.id);
    expect(await renewed(server, user.browser.headers())).toEqual([]);
    expect((await server.read(user.browser.headers())).status).not.toBe("active");
  });

  test("sign-out also ends the session in the former store, so that a rollback does not restore it", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    const server = rollout.after();
    const kept = browserWith(await renewed(server, old));
    const copy = browserWith(await renewed(server, old));
    kept.receive(await server.signOut(kept.headers()));
    const rolledBack = rollout.rolledBack();
    for (const request of [old, copy.headers()]) {
      expect((await rolledBack.read(request, { fresh: true })).status).not.toBe("active");
      expect(await renewed(rolledBack, request)).toEqual([]);
    }
  });
});
