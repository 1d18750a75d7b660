import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  active,
  data,
  MINUTE,
  pass,
  secret,
  serverOn,
  setWallClock,
  signedIn,
  wayTo,
  withFakeClock,
} from "../../../fixtures/hybrid-servers.ts";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { hybrid } from "./index.ts";

withFakeClock();

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

  test("a page is told to renew by its token, and the store is written by its own times alone", async () => {
    const inner = memoryStore();
    const asked = { find: 0, renew: 0 };
    const store = {
      ...inner,
      find: (...args: Parameters<typeof inner.find>) => {
        asked.find++;
        return inner.find(...args);
      },
      renew: (...args: Parameters<typeof inner.renew>) => {
        asked.renew++;
        return inner.renew(...args);
      },
    };
    const lifetime = { idle: 20 * 60, absolute: "1d", renewAfter: 60 } as const;
    const signet = createSignet({ strategy: hybrid({ store }), secret, lifetime });
    const browser = testBrowser();
    browser.receive((await signet.signIn(browser.headers(), { userId: "ada" })).setCookies);
    const headers = browser.headers();
    for (let minutes = 2; minutes <= 60; minutes += 2) {
      await pass(2 * MINUTE);
      Object.assign(asked, { find: 0, renew: 0 });
      for (let pages = 0; pages < 5; pages++) {
        const reading = await signet.read(headers);
        expect([minutes, reading]).toMatchObject([minutes, { status: "active" }]);
        expect(await signet.keepAlive(headers, reading)).toBe(true);
      }
      expect(asked.renew).toBe(1);
    }
    const past = await signet.read(headers);
    expect(past).toMatchObject(active("store"));
    Object.assign(asked, { find: 0, renew: 0 });
    await signet.keepAlive(headers, past);
    expect(asked).toEqual({ find: 0, renew: 0 });
  });

  test("a server that has just started reads what has ended first, once for all that ask", async () => {
    const { shared, headers } = await signedIn();
    const cold = serverOn(shared);
    const readings = await Promise.all(Array.from({ length: 50 }, () => cold.read(headers())));
    for (const reading of readings) expect(reading).toMatchObject(active("view"));
    expect(cold.asked).toEqual({ find: 0, pages: 1 });
  });

  test("a function that was frozen looks once for all that ask, and not again within maxStaleness", async () => {
    const { there, headers } = await signedIn();
    Object.assign(there.asked, { find: 0, pages: 0 });
    // No timer goes off, and the monotonic clock stands still.
    setWallClock(MINUTE);
    const readings = await Promise.all(Array.from({ length: 50 }, () => there.read(headers())));
    setWallClock(4_900);
    readings.push(await there.read(headers()));
    for (const reading of readings) expect(reading).toMatchObject(active("view"));
    expect(there.asked).toEqual({ find: 0, pages: 1 });
    setWallClock(200);
    expect(await there.read(headers())).toMatchObject(active("view"));
    expect(there.asked).toEqual({ find: 0, pages: 2 });
  });

  test("a server that has just started hears of no more than its tokens can outlive", async () => {
    const { shared, here, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    const metrics = async () => {
      const cold = serverOn(shared);
      expect((await cold.read(headers())).status).toBe("rejected");
      return cold.metrics().feed;
    };
    await pass(15 * MINUTE);
    expect(await metrics()).toMatchObject({ entries: 1, events: 1 });
    await pass(2 * MINUTE);
    expect(await metrics()).toMatchObject({ entries: 0, events: 0 });
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

test("two copies of the library in a process look at a feed that they share once", async () => {
  const way = wayTo(memoryStore());
  const { credential } = await createSignet({
    strategy: hybrid({ store: way.store }),
    secret,
  }).signIn({ host: "localhost" }, { userId: "ada" });
  vi.resetModules();
  const copy = await import("./index.ts");
  expect(copy.hybrid).not.toBe(hybrid);
  const other = createSignet({ strategy: copy.hybrid({ store: way.store }), secret });
  const bearer = { host: "localhost", authorization: `Bearer ${credential}` };
  expect(await other.read(bearer)).toMatchObject(active("view"));
  expect(way.asked).toEqual({ find: 0, pages: 1 });
});

test("a server keeps up where timers are numbers, as in browsers and workers", async () => {
  const timerOf = globalThis.setTimeout;
  vi.stubGlobal("setTimeout", (work: () => void, delay: number) => Number(timerOf(work, delay)));
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  const { there, headers } = await signedIn();
  there.asked.pages = 0;
  for (let second = 0; second < 10; second++) {
    await pass(1_000);
    expect(await there.read(headers())).toMatchObject(active("view"));
  }
  expect(there.asked.pages).toBeGreaterThanOrEqual(9);
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
  [{ store: memoryStore(), tokenLifetime: "2h" }, /at most one hour/],
  [{ store: memoryStore(), tokenLifetime: "soon" }, /tokenLifetime must be a duration/],
  [{ store: memoryStore(), maxStaleness: 0 }, /maxStaleness must be a duration/],
  [{ store: memoryStore(), maxStaleness: undefined }, /maxStaleness is present but undefined/],
  [{ store: memoryStore(), onOutage: "hope" }, /onOutage must be "refuse" or "trust"/],
  [{ store: memoryStore(), maxSessionsPerUser: 0 }, /whole number from 1/],
  [{ store: memoryStore(), timeout: "soon" }, /timeout must be a duration/],
  [{ store: memoryStore(), ttl: "15m" }, /ttl is not an option of hybrid\(\)/],
])("a bad option is refused at the start: %#", (options, sentence) => {
  const make = () => Reflect.apply(hybrid, null, [options]);
  expect(make).toThrow(sentence);
  expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
});
