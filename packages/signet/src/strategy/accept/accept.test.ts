import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createSignet } from "../../engine/create-signet.ts";
import type { RequestSource } from "../../http/request-source.ts";
import type { Store } from "../../store/contract.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { testClock } from "../../testing/clock.ts";
import type { Strategy } from "../contract.ts";
import { database } from "../database.ts";
import { hybrid } from "../hybrid/index.ts";
import { jwt } from "../jwt.ts";
import { sealed } from "../sealed.ts";

const secret = "a-secret-for-change-over-tests-0123456789";
const data = z.object({ name: z.string(), note: z.string().default("") });
const LOCAL = { host: "localhost:3000" };
const DAY = 86_400_000;

const makers = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};
const names = ["jwt", "sealed", "database", "hybrid"] as const;
const isStored = (name: string) => name === "database" || name === "hybrid";
const changes = names.flatMap((from) =>
  names
    .filter((to) => to !== from || to === "database" || to === "hybrid")
    .map((to) => [from, to] as const),
);

/** Signs a user in with `former`, then creates a server with `current` that accepts `former`. */
async function changeOver<S extends Strategy>(former: Strategy, current: S, note = "") {
  const clock = testClock();
  const common = { secret, data, now: () => clock.now() };
  const before = createSignet({ ...common, strategy: former });
  const after = createSignet({ ...common, strategy: current, accept: [former] });
  const browser = testBrowser();
  const issued = await before.signIn(browser.headers(), {
    userId: "ada",
    data: { name: "Ada", note },
  });
  browser.receive(issued.setCookies);
  const renew = async (headers: RequestSource = browser.headers()) =>
    after.renew(headers, await after.read(headers));
  return { before, after, browser, issued, clock, common, renew, current };
}

describe.each(changes)("from %s() to %s()", (from, to) => {
  const make = (note?: string) => changeOver(makers[from](), makers[to](), note);

  test("a live session of the former strategy is active, and its next renewal moves it", async () => {
    const { after, browser, issued, clock, renew } = await make();
    clock.advance(60_000);
    const reading = await after.read(browser.headers());
    expect(reading).toMatchObject({ status: "active", renew: true });
    expect(reading).toMatchObject({ session: { id: issued.session.id, data: { name: "Ada" } } });
    browser.receive(await renew());
    const moved = await after.read(browser.headers());
    expect(moved).toMatchObject({
      status: "active",
      renew: false,
      session: {
        id: issued.session.id,
        userId: "ada",
        data: issued.session.data,
        createdAt: issued.session.createdAt,
        authenticatedAt: issued.session.authenticatedAt,
        renewedAt: new Date(clock.now()),
      },
    });
  });

  test("a moved session is valid under the current strategy alone", async () => {
    const { browser, common, renew, current } = await make();
    const { read } = createSignet({ ...common, strategy: current });
    expect((await read(browser.headers())).status).toBe("rejected");
    browser.receive(await renew());
    expect((await read(browser.headers())).status).toBe("active");
    expect(browser.headers().cookie.split(";")).toHaveLength(1);
  });

  test("concurrent requests move a session once, and the cookies of each response work", async () => {
    const { after, browser, renew } = await make();
    const headers = browser.headers();
    const responses = await Promise.all(Array.from({ length: 20 }, () => renew({ ...headers })));
    for (const setCookies of responses) {
      const tab = testBrowser();
      tab.receive(setCookies);
      expect(await after.read(tab.headers())).toMatchObject({ status: "active", renew: false });
    }
    if (isStored(to)) expect(await sessionsOf(after)).toHaveLength(1);
  });

  test("after a lost response, the former credential moves the session again", async () => {
    const { after, browser, renew } = await make();
    await renew();
    browser.receive(await renew());
    expect(await after.read(browser.headers())).toMatchObject({ status: "active", renew: false });
  });

  test("an update moves the session to the current strategy at once", async () => {
    const { after, browser } = await make();
    browser.receive((await after.update(browser.headers(), { name: "Grace" })).setCookies);
    expect(await after.read(browser.headers())).toMatchObject({
      status: "active",
      renew: false,
      session: { data: { name: "Grace" } },
    });
  });

  test("sign-out wins over a late response, before and after the move", async () => {
    for (const moveFirst of [true, false]) {
      const { after, browser, renew } = await make();
      const headers = browser.headers();
      if (moveFirst) browser.receive(await renew());
      const early = await renew(headers);
      browser.receive(await after.signOut(browser.headers()));
      expect(await after.read(browser.headers())).toEqual({ status: "anonymous" });
      const late = await renew(headers);
      for (const setCookies of [early, late]) {
        browser.receive(setCookies);
        expect((await after.read(browser.headers())).status).not.toBe("active");
      }
    }
  });

  test("sign-in ends the former session of the same browser", async () => {
    const { after, browser, issued } = await make();
    const old = browser.headers();
    const input = { userId: "grace", data: { name: "Grace" } };
    const { setCookies } = await after.signIn(old, input);
    browser.receive(setCookies);
    expect(await after.read(browser.headers())).toMatchObject({ session: { userId: "grace" } });
    browser.receive(issued.setCookies);
    expect((await after.read(browser.headers())).status).not.toBe("active");
  });

  test("a bearer client keeps its former credential until it signs in again", async () => {
    const { after, issued, clock } = await make();
    const headers = { ...LOCAL, authorization: `Bearer ${issued.credential}` };
    clock.advance(2 * DAY);
    expect(await after.renew(headers, await after.read(headers))).toEqual([]);
    clock.advance(2 * DAY);
    expect((await after.read(headers)).status).toBe("active");
    if (!isStored(from) && isStored(to)) expect(await sessionsOf(after)).toEqual([]);
  });

  test("a move does not change the absolute end of a session", async () => {
    const { after, browser, clock, renew } = await make();
    for (let days = 0; days < 30; days += 6) {
      expect((await after.read(browser.headers())).status).toBe("active");
      browser.receive(await renew());
      clock.advance(6 * DAY);
    }
    expect((await after.read(browser.headers())).status).not.toBe("active");
  });

  test("without accept, the former credential is refused", async () => {
    const { browser, common } = await make();
    const withoutAccept = createSignet({ ...common, strategy: makers[to]() });
    expect((await withoutAccept.read(browser.headers())).status).toBe("rejected");
  });
});

async function sessionsOf({ sessions }: { readonly sessions: object }): Promise<unknown> {
  return "list" in sessions && typeof sessions.list === "function" ? sessions.list("ada") : null;
}

test("a session in several cookies moves to one cookie, and its other cookies are deleted", async () => {
  const note = "n".repeat(9_000);
  const { browser, renew, after } = await changeOver(sealed(), makers.database(), note);
  expect(browser.headers().cookie.split(";").length).toBeGreaterThan(2);
  browser.receive(await renew());
  expect(browser.headers().cookie.split(";")).toHaveLength(1);
  expect(await after.read(browser.headers())).toMatchObject({ session: { data: { note } } });
});

test("an outage of the current or the former store makes the reading unavailable", async () => {
  const broken: Store = {
    ...memoryStore(),
    find: () => Promise.reject(new Error("down")),
    findToAdopt: () => Promise.reject(new Error("down")),
  };
  const old = createSignet({ secret, data, strategy: makers.database() });
  const { setCookies } = await old.signIn(LOCAL, { userId: "ada", data: { name: "Ada" } });
  const browser = testBrowser();
  browser.receive(setCookies);
  for (const [strategy, former] of [
    [jwt(), database({ store: broken })],
    [database({ store: broken }), jwt()],
  ] as const) {
    const signet = createSignet({ secret, data, strategy, accept: [former] });
    expect((await signet.read(browser.headers())).status).toBe("unavailable");
  }
});

test("an outage of the current store delays the move of a jwt() session, and the session stays active", async () => {
  const store = memoryStore();
  let isDown = true;
  const flaky: Store = {
    ...store,
    adopt: (adoption) => (isDown ? Promise.reject(new Error("down")) : store.adopt(adoption)),
  };
  const { browser, renew, after } = await changeOver(jwt(), database({ store: flaky }));
  expect(await renew()).toEqual([]);
  expect((await after.read(browser.headers())).status).toBe("active");
  isDown = false;
  browser.receive(await renew());
  expect(await after.read(browser.headers())).toMatchObject({ status: "active", renew: false });
});

test("sessions of both stores are listed once each, and revokeAll ends all of them", async () => {
  const [former, current] = [makers.database(), makers.database()];
  const { before, after, browser, renew, clock } = await changeOver(former, current);
  const other = testBrowser();
  clock.advance(1_000);
  const input = { userId: "ada", data: { name: "Ada" } };
  other.receive((await before.signIn(other.headers(), input)).setCookies);
  browser.receive(await renew());
  const listed = await after.sessions.list("ada");
  expect(listed.map(({ createdAt }) => createdAt.getTime())).toEqual([
    clock.now(),
    clock.now() - 1_000,
  ]);
  expect(await after.sessions.revoke(listed[0]?.id ?? "", { ownedBy: "ada" })).toBe(true);
  expect((await after.read(other.headers())).status).toBe("rejected");
  await after.sessions.revokeAll("ada");
  expect((await after.read(browser.headers())).status).toBe("rejected");
  expect(await after.sessions.list("ada")).toEqual([]);
});

test("a move ends no session, also beyond maxSessionsPerUser", async () => {
  const current = database({ store: memoryStore(), maxSessionsPerUser: 1 });
  const { before, browser, renew, after } = await changeOver(jwt(), current);
  const other = testBrowser();
  const input = { userId: "ada", data: { name: "Ada" } };
  other.receive((await before.signIn(other.headers(), input)).setCookies);
  browser.receive(await renew());
  other.receive(await renew(other.headers()));
  for (const each of [browser, other]) {
    expect((await after.read(each.headers())).status).toBe("active");
  }
});

test("a session that one store does not have is unavailable while the other store is down", async () => {
  const broken: Store = { ...memoryStore(), find: () => Promise.reject(new Error("down")) };
  const { browser, common } = await changeOver(makers.database(), makers.database());
  const signet = createSignet({
    ...common,
    strategy: makers.database(),
    accept: [database({ store: broken })],
  });
  expect((await signet.read(browser.headers())).status).toBe("unavailable");
});

test("cookies that a server with the former strategy sets during a move are not a second credential", async () => {
  const { before, browser, renew, after } = await changeOver(sealed(), makers.database());
  const headers = browser.headers();
  const grown = await before.update(headers, { note: "n".repeat(6_000) });
  browser.receive(grown.setCookies);
  browser.receive(await renew(headers));
  expect(await after.read(browser.headers())).toMatchObject({ status: "active" });
});

test("a session that was moved before a rotation of the secret stays active after its next renewal", async () => {
  const store = memoryStore();
  const { browser, common, clock, renew } = await changeOver(jwt(), database({ store }));
  await renew();
  const rotated = createSignet({
    ...common,
    secret: ["b-secret-for-change-over-tests-0123456789", secret],
    strategy: database({ store }),
    accept: [jwt()],
  });
  clock.advance(60_000);
  const headers = browser.headers();
  browser.receive(await rotated.renew(headers, await rotated.read(headers)));
  expect((await rotated.read(browser.headers())).status).toBe("active");
});

test.each([
  ["hybrid", "database"],
  ["database", "hybrid"],
] as const)(
  "on one store, a session of %s() becomes a session of %s() under the same id",
  async (from, to) => {
    const store = memoryStore();
    const on = { hybrid: hybrid({ store }), database: database({ store }) };
    const { after, browser, issued, renew } = await changeOver(on[from], on[to]);
    expect((await after.read(browser.headers())).status).toBe("active");
    browser.receive(await renew());
    expect(await after.read(browser.headers())).toMatchObject({
      status: "active",
      renew: false,
      session: { id: issued.session.id, data: issued.session.data },
    });
    expect(await sessionsOf(after)).toHaveLength(1);
    await after.sessions.revoke(issued.session.id);
    expect((await after.read(browser.headers())).status).toBe("rejected");
  },
);
