import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createSignet } from "../../create-signet.ts";
import type { FeedStore } from "../../store/feed.ts";
import { memoryStore } from "../../store/memory.ts";
import { testBrowser } from "../../testing/browser.ts";
import { type HybridOptions, hybrid } from "./index.ts";

const secret = "a-secret-for-hybrid-tests-0123456789-abcd";
const data = z.object({ name: z.string(), role: z.string().default("member") });
const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance", "setTimeout", "clearTimeout"], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
/** The wall clock jumps, and nothing else. */
const setWallClock = (by: number) => vi.setSystemTime(Date.now() + by);

/** A server's way to a store that all share, which can be cut. */
function wayTo(shared: FeedStore) {
  const asked = { find: 0, pages: 0 };
  const cut = { feed: false, store: false };
  let clockOffset = 0;
  const down = () => Promise.reject(new Error("the store is down"));
  const store: FeedStore = {
    ...shared,
    find(id) {
      asked.find++;
      return cut.store ? down() : shared.find(id);
    },
    renew: (id, renewal) => (cut.store ? down() : shared.renew(id, renewal)),
    async revocationsSince(cursor, limit) {
      asked.pages++;
      if (cut.feed) return down();
      const page = await shared.revocationsSince(cursor, limit);
      return { ...page, time: page.time + clockOffset };
    },
    subscribe: () => () => {},
  };
  return { store, asked, cut, setStoreClock: (offset: number) => (clockOffset = offset) };
}

function serverOn(shared: FeedStore, options: Partial<HybridOptions> = {}) {
  const way = wayTo(shared);
  const strategy = hybrid({ store: way.store, ...options });
  return {
    ...way,
    ...createSignet({ strategy, secret, data, lifetime: { idle: "7d", absolute: "30d" } }),
  };
}

async function signedIn(options: Partial<HybridOptions> = {}) {
  const shared = memoryStore();
  const [here, there] = [serverOn(shared, options), serverOn(shared, options)];
  const browser = testBrowser();
  const input = { userId: "ada", data: { name: "Ada", role: "admin" } };
  const issued = await here.signIn(browser.headers(), input);
  browser.receive(issued.setCookies);
  const headers = () => browser.headers();
  for (const server of [here, there]) await server.read(headers());
  return { shared, here, there, browser, headers, issued };
}

const active = (decidedBy: string) => ({ status: "active", decidedBy });

describe("reading", () => {
  test("costs no store access, on any server", async () => {
    const { here, there, headers } = await signedIn();
    for (const server of [here, there]) {
      server.asked.find = 0;
      server.asked.pages = 0;
      for (let reads = 0; reads < 100; reads++) {
        expect(await server.read(headers())).toMatchObject({ ...active("view"), renew: false });
      }
      expect(server.asked).toEqual({ find: 0, pages: 0 });
    }
  });

  test("a server that has just started reads what has ended first, once for all that ask", async () => {
    const { shared, headers } = await signedIn();
    const cold = serverOn(shared);
    const readings = await Promise.all(Array.from({ length: 50 }, () => cold.read(headers())));
    for (const reading of readings) expect(reading).toMatchObject(active("view"));
    expect(cold.asked).toEqual({ find: 0, pages: 1 });
  });

  test("a server keeps up by itself, about once a second", async () => {
    const { there, headers } = await signedIn();
    there.asked.pages = 0;
    for (let second = 0; second < 30; second++) {
      await pass(1_000);
      expect(await there.read(headers())).toMatchObject(active("view"));
    }
    expect(there.asked.pages).toBeGreaterThanOrEqual(29);
    expect(there.asked.pages).toBeLessThanOrEqual(32);
    expect(there.asked.find).toBe(0);
  });

  test("a server that nobody asks leaves the store alone, and takes it up again", async () => {
    const { there, headers } = await signedIn();
    await pass(3 * MINUTE);
    there.asked.pages = 0;
    await pass(10 * MINUTE);
    expect(there.asked.pages).toBe(0);
    expect(await there.read(headers())).toMatchObject({ status: "active" });
    expect(there.asked.pages).toBeGreaterThan(0);
  });

  test("fresh asks the store, and maxStaleness goes by what is younger", async () => {
    const { there, headers } = await signedIn();
    there.asked.pages = 0;
    expect(await there.read(headers(), { fresh: true })).toMatchObject(active("store"));
    expect(there.asked).toEqual({ find: 1, pages: 0 });
    await pass(1_100);
    there.cut.feed = true;
    await pass(1_500);
    expect(await there.read(headers())).toMatchObject(active("view"));
    expect(await there.read(headers(), { maxStaleness: "1s" })).toMatchObject(active("store"));
    await expect(there.read(headers(), { maxStaleness: "soon" as "1s" })).rejects.toMatchObject({
      code: "invalid-config",
    });
  });
});

describe("a session that ended", () => {
  test("is refused at once where it was ended", async () => {
    const { here, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    expect(await here.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
  });

  test("is refused elsewhere within maxStaleness, and not by chance before", async () => {
    const { here, there, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    expect(await there.read(headers())).toMatchObject(active("view"));
    await pass(5_000);
    expect(await there.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
  });

  test.each(["revokeAll", "revokeOthers", "signOut", "limit", "signIn"] as const)(
    "by %s is refused here at once and elsewhere in time",
    async (how) => {
      const { here, there, headers, issued } = await signedIn({ maxSessionsPerUser: 1 });
      const input = { userId: "ada", data: { name: "Ada" } };
      if (how === "revokeAll") await here.sessions.revokeAll("ada");
      if (how === "revokeOthers") await here.sessions.revokeOthers({ id: "other", userId: "ada" });
      if (how === "signOut") await here.signOut(headers());
      if (how === "limit") await here.signIn({ host: "localhost" }, input);
      if (how === "signIn") await here.signIn(headers(), { ...input, userId: "grace" });
      expect(await here.sessions.list("ada")).toHaveLength(how === "limit" ? 1 : 0);
      expect(await here.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
      await pass(5_000);
      expect(await there.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
      expect(issued.session.userId).toBe("ada");
    },
  );

  test("with everybody's is refused in time, also by who starts later, and people sign in again", async () => {
    const { shared, here, there, headers, browser } = await signedIn();
    await here.sessions.revokeEverything();
    expect(await here.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
    await pass(5_000);
    for (const server of [there, serverOn(shared)]) {
      expect(await server.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
    }
    const input = { userId: "ada", data: { name: "Ada" } };
    browser.receive((await there.signIn(headers(), input)).setCookies);
    for (const server of [here, there]) {
      await pass(1_000);
      expect(await server.read(headers())).toMatchObject({ status: "active", renew: false });
    }
  });

  test("is remembered as long as a token may live", async () => {
    const { here, there, headers, issued } = await signedIn({ tokenLifetime: "1h" });
    await here.sessions.revoke(issued.session.id);
    for (let minute = 0; minute < 59; minute++) {
      await pass(MINUTE);
      expect((await there.read(headers())).status).toBe("rejected");
    }
  });
});

describe("a token", () => {
  test("that is old asks the store, and a new one is handed out", async () => {
    const { here, there, headers, browser } = await signedIn();
    await pass(15 * MINUTE);
    const reading = await there.read(headers());
    expect(reading).toMatchObject({ ...active("store"), renew: true });
    const setCookies = await there.renew(headers(), reading);
    expect(setCookies).toHaveLength(1);
    browser.receive(setCookies);
    await here.read(headers());
    expect(await here.read(headers())).toMatchObject({ ...active("view"), renew: false });
  });

  test("carries what was changed elsewhere within maxStaleness, and a new one is read by the view", async () => {
    const { here, there, headers, browser } = await signedIn();
    const demoted = await here.update(headers(), { role: "member" });
    await pass(5_000);
    const reading = await there.read(headers());
    expect(reading).toMatchObject({ session: { data: { role: "member" } }, renew: true });
    expect(reading).toMatchObject(active("store"));
    expect(await there.read(headers())).toMatchObject(active("store"));
    browser.receive(await there.renew(headers(), reading));
    for (const server of [here, there]) {
      expect(await server.read(headers())).toMatchObject({
        ...active("view"),
        session: { data: { role: "member" } },
      });
    }
    browser.receive(demoted.setCookies);
    expect(await there.read(headers())).toMatchObject(active("view"));
  });

  test("renewing moves the idle end once a renewal is due, and not with each token", async () => {
    const { here, shared, headers, browser, issued } = await signedIn();
    const renewedAt = async () => (await shared.find(issued.session.id))?.renewedAt;
    await pass(20 * MINUTE);
    browser.receive(await here.renew(headers(), await here.read(headers())));
    expect(await renewedAt()).toBe(issued.session.renewedAt.getTime());
    await pass(86_400_000 + MINUTE);
    browser.receive(await here.renew(headers(), await here.read(headers())));
    expect(await renewedAt()).toBe(Date.now());
  });

  test("never outlives its session", async () => {
    const shared = memoryStore();
    const server = createSignet({
      strategy: hybrid({ store: shared }),
      secret,
      lifetime: { idle: "2m", absolute: "10m" },
    });
    const browser = testBrowser();
    browser.receive((await server.signIn(browser.headers(), { userId: "ada" })).setCookies);
    await pass(2 * MINUTE);
    expect(await server.read(browser.headers())).toEqual({ status: "rejected", reason: "expired" });
  });

  test("too large for a cookie is refused before anything is written", async () => {
    const { here, headers, issued, shared } = await signedIn();
    const large = { name: "n".repeat(4_000) };
    const refusal = { code: "cookie-too-large" };
    await expect(here.update(headers(), large)).rejects.toMatchObject(refusal);
    expect((await shared.find(issued.session.id))?.version).toBe(0);
    const input = { userId: "grace", data: large };
    await expect(here.signIn({ host: "localhost" }, input)).rejects.toMatchObject(refusal);
    expect(await here.sessions.list("grace")).toEqual([]);
  });
});

describe("a cut", () => {
  test("of the feed costs speed, and neither safety nor a sign-out", async () => {
    const { here, there, headers, issued } = await signedIn();
    there.cut.feed = true;
    await pass(4_900);
    expect(await there.read(headers())).toMatchObject(active("view"));
    await pass(200);
    const other = await here.signIn(
      { host: "localhost" },
      { userId: "ada", data: { name: "Ada" } },
    );
    expect(await there.read(headers())).toMatchObject({ ...active("store"), renew: false });
    await here.sessions.revoke(issued.session.id);
    expect(await there.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
    const bearer = { host: "localhost", authorization: `Bearer ${other.credential}` };
    expect(await there.read(bearer)).toMatchObject(active("store"));
    there.cut.feed = false;
    await pass(5_500);
    expect(await there.read(bearer)).toMatchObject(active("view"));
  });

  test("of feed and store refuses nobody for good", async () => {
    const { there, headers } = await signedIn();
    there.cut.feed = true;
    there.cut.store = true;
    expect(await there.read(headers())).toMatchObject(active("view"));
    await pass(6_000);
    expect(await there.read(headers())).toMatchObject({ status: "unavailable" });
    there.cut.store = false;
    expect(await there.read(headers())).toMatchObject(active("store"));
  });

  test("with onOutage trust goes by the token until it expires, and says so", async () => {
    const { there, headers } = await signedIn({ onOutage: "trust" });
    there.cut.feed = true;
    there.cut.store = true;
    await pass(14 * MINUTE);
    expect(await there.read(headers())).toMatchObject(active("token"));
    await pass(MINUTE);
    expect(await there.read(headers())).toMatchObject({ status: "unavailable" });
  });

  test("with onOutage trust lets nobody in who is known to have ended", async () => {
    const { here, there, headers, issued } = await signedIn({ onOutage: "trust" });
    await here.sessions.revoke(issued.session.id);
    await pass(1_500);
    there.cut.feed = true;
    there.cut.store = true;
    for (const minutes of [0, 1, 10]) {
      await pass(minutes * MINUTE);
      expect((await there.read(headers())).status).toBe("unavailable");
    }
  });

  test("does not make everybody wait for the feed", async () => {
    const { there, headers } = await signedIn();
    there.cut.feed = true;
    await pass(6_000);
    there.asked.pages = 0;
    for (let reads = 0; reads < 200; reads++) await there.read(headers());
    expect(there.asked.pages).toBeLessThan(3);
    expect(there.asked.find).toBeGreaterThanOrEqual(200);
  });

  test("that made the store forget sends older tokens to the store, and newer ones to the view", async () => {
    const shared = memoryStore();
    let isGap = false;
    const forgetful: FeedStore = {
      ...shared,
      async revocationsSince(cursor, limit) {
        const page = await shared.revocationsSince(isGap ? null : cursor, limit);
        const gap = isGap;
        isGap = false;
        return { ...page, isGap: gap };
      },
    };
    const server = createSignet({ strategy: hybrid({ store: forgetful }), secret, data });
    const browser = testBrowser();
    const input = { userId: "ada", data: { name: "Ada" } };
    browser.receive((await server.signIn(browser.headers(), input)).setCookies);
    expect(await server.read(browser.headers())).toMatchObject(active("view"));
    await pass(500);
    isGap = true;
    await pass(2_000);
    const reading = await server.read(browser.headers());
    expect(reading).toMatchObject({ ...active("store"), renew: true });
    browser.receive(await server.renew(browser.headers(), reading));
    expect(await server.read(browser.headers())).toMatchObject(active("view"));
    expect(server.metrics().feed).toMatchObject({ gaps: 1 });
  });
});

describe("clocks", () => {
  test("a wall clock that is set back makes nothing fresh", async () => {
    const { here, there, headers, issued } = await signedIn();
    there.cut.feed = true;
    await here.sessions.revoke(issued.session.id);
    setWallClock(-3_600_000);
    await pass(5_100);
    expect((await there.read(headers())).status).not.toBe("active");
  });

  test("a machine that slept takes nothing it knew for new", async () => {
    const { here, there, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    // The monotonic clock stands still meanwhile.
    setWallClock(3_600_000);
    expect((await there.read(headers())).status).not.toBe("active");
  });

  test("a store's clock that is set back forgets nothing and lengthens no token", async () => {
    const { here, there, headers, issued } = await signedIn();
    there.setStoreClock(-3_600_000);
    await pass(2_000);
    await here.sessions.revoke(issued.session.id);
    for (let minute = 0; minute < 30; minute++) {
      await pass(MINUTE);
      expect((await there.read(headers())).status).toBe("rejected");
    }
  });

  test("a token of a server whose clock is ahead is asked of the store", async () => {
    const shared = memoryStore();
    const [ahead, there] = [serverOn(shared), serverOn(shared)];
    ahead.setStoreClock(10 * MINUTE);
    const input = { userId: "ada", data: { name: "Ada" } };
    const { credential } = await ahead.signIn({ host: "localhost" }, input);
    const bearer = { host: "localhost", authorization: `Bearer ${credential}` };
    await there.read(bearer);
    expect(await there.read(bearer)).toMatchObject(active("store"));
  });
});

test("two engines on one store share what they know", async () => {
  const shared = memoryStore();
  const way = wayTo(shared);
  const make = (cookieName: string) =>
    createSignet({ strategy: hybrid({ store: way.store }), secret, data, cookieName });
  const [shop, admin] = [make("shop"), make("admin")];
  const input = { userId: "ada", data: { name: "Ada" } };
  const { credential, session } = await shop.signIn({ host: "localhost" }, input);
  const bearer = { host: "localhost", authorization: `Bearer ${credential}` };
  expect(await shop.read(bearer)).toMatchObject(active("view"));
  expect((await admin.read(bearer)).status).toBe("rejected");
  expect(way.asked.pages).toBe(1);
  await admin.sessions.revoke(session.id);
  expect((await shop.read(bearer)).status).toBe("rejected");
});

test("what is read is counted by what decided it", async () => {
  const { there, headers } = await signedIn();
  await there.read(headers(), { fresh: true });
  await there.read({ host: "localhost" });
  await there.read({ host: "localhost", authorization: "Bearer x" });
  there.cut.feed = true;
  there.cut.store = true;
  await pass(6_000);
  await there.read(headers());
  expect(there.metrics()).toMatchObject({
    active: { view: 1, store: 1, token: 0 },
    anonymous: 1,
    rejected: 1,
    unavailable: 1,
    feed: { entries: 0, gaps: 0, events: 0 },
  });
  expect(there.metrics().feed?.staleness).toBeGreaterThan(5_000);
  expect(there.metrics().feed?.failed).toBeGreaterThan(0);
});

test.each([
  [{}, /needs a store with a feed/],
  [{ store: {} }, /needs a store with a feed/],
  [{ store: { ...memoryStore(), revocationsSince: undefined } }, /needs a store with a feed/],
  [{ store: memoryStore(), tokenLifetime: "2h" }, /at most an hour/],
  [{ store: memoryStore(), tokenLifetime: "soon" }, /tokenLifetime must be a duration/],
  [{ store: memoryStore(), maxStaleness: 0 }, /maxStaleness must be a duration/],
  [{ store: memoryStore(), maxStaleness: undefined }, /maxStaleness is present but undefined/],
  [{ store: memoryStore(), onOutage: "hope" }, /onOutage must be "refuse" or "trust"/],
  [{ store: memoryStore(), maxSessionsPerUser: 0 }, /whole number from 1/],
  [{ store: memoryStore(), timeout: "soon" }, /timeout must be a duration/],
  [{ store: memoryStore(), ttl: "15m" }, /hybrid\(\) has no option ttl/],
])("a bad option is refused at the start: %#", (options, sentence) => {
  const make = () => Reflect.apply(hybrid, null, [options]);
  expect(make).toThrow(sentence);
  expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
});
