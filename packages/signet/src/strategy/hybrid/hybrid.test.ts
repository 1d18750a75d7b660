import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  active,
  advance,
  data,
  linkTo,
  MINUTE,
  moveWallClock,
  secret,
  serverOn,
  signedIn,
  withFakeClock,
} from "../../../fixtures/hybrid-servers.ts";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { hybrid } from "./index.ts";

withFakeClock();

describe("a hybrid read", () => {
  test("a hybrid read costs no store access, on any server", async () => {
    const { here, there, headers } = await signedIn();
    for (const server of [here, there]) {
      server.calls.find = 0;
      server.calls.pages = 0;
      for (let reads = 0; reads < 100; reads++) {
        expect(await server.read(headers())).toMatchObject({ ...active("view"), renew: false });
      }
      expect(server.calls).toEqual({ find: 0, pages: 0 });
    }
  });

  test("keepAlive writes to the store once in renewAfter, also when the token is never replaced", async () => {
    const inner = memoryStore();
    const calls = { find: 0, renew: 0 };
    const store = {
      ...inner,
      find: (...args: Parameters<typeof inner.find>) => {
        calls.find++;
        return inner.find(...args);
      },
      renew: (...args: Parameters<typeof inner.renew>) => {
        calls.renew++;
        return inner.renew(...args);
      },
    };
    const lifetime = { idle: 20 * 60, absolute: "1d", renewAfter: 60 } as const;
    const signet = createSignet({ strategy: hybrid({ store }), secret, lifetime });
    const browser = testBrowser();
    browser.receive((await signet.signIn(browser.headers(), { userId: "ada" })).setCookies);
    const headers = browser.headers();
    for (let minutes = 2; minutes <= 60; minutes += 2) {
      await advance(2 * MINUTE);
      Object.assign(calls, { find: 0, renew: 0 });
      for (let pages = 0; pages < 5; pages++) {
        const reading = await signet.read(headers);
        expect([minutes, reading]).toMatchObject([minutes, { status: "active" }]);
        expect(await signet.keepAlive(headers, reading)).toBe(true);
      }
      expect(calls.renew).toBe(1);
    }
    const past = await signet.read(headers);
    expect(past).toMatchObject(active("store"));
    Object.assign(calls, { find: 0, renew: 0 });
    await signet.keepAlive(headers, past);
    expect(calls).toEqual({ find: 0, renew: 0 });
  });

  test("a server that has just started reads the feed before its first answer, once for all concurrent reads", async () => {
    const { shared, headers } = await signedIn();
    const cold = serverOn(shared);
    const readings = await Promise.all(Array.from({ length: 50 }, () => cold.read(headers())));
    for (const reading of readings) expect(reading).toMatchObject(active("view"));
    expect(cold.calls).toEqual({ find: 0, pages: 1 });
  });

  test("a serverless function that was frozen reads the feed once for all concurrent reads, and not again within maxStaleness", async () => {
    const { there, headers } = await signedIn();
    Object.assign(there.calls, { find: 0, pages: 0 });
    // In a frozen process no timer fires, and the monotonic clock stands still.
    moveWallClock(MINUTE);
    const readings = await Promise.all(Array.from({ length: 50 }, () => there.read(headers())));
    moveWallClock(4_900);
    readings.push(await there.read(headers()));
    for (const reading of readings) expect(reading).toMatchObject(active("view"));
    expect(there.calls).toEqual({ find: 0, pages: 1 });
    moveWallClock(200);
    expect(await there.read(headers())).toMatchObject(active("view"));
    expect(there.calls).toEqual({ find: 0, pages: 2 });
  });

  test("a server that has just started skips events that are older than any live token", async () => {
    const { shared, here, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    const metrics = async () => {
      const cold = serverOn(shared);
      expect((await cold.read(headers())).status).toBe("rejected");
      return cold.metrics().feed;
    };
    await advance(15 * MINUTE);
    expect(await metrics()).toMatchObject({ entries: 1, events: 1 });
    await advance(2 * MINUTE);
    expect(await metrics()).toMatchObject({ entries: 0, events: 0 });
  });

  test("a server reads the feed in the background about once a second", async () => {
    const { there, headers } = await signedIn();
    there.calls.pages = 0;
    for (let second = 0; second < 30; second++) {
      await advance(1_000);
      expect(await there.read(headers())).toMatchObject(active("view"));
    }
    expect(there.calls.pages).toBeGreaterThanOrEqual(29);
    expect(there.calls.pages).toBeLessThanOrEqual(32);
    expect(there.calls.find).toBe(0);
  });

  test("a server without reads stops reading the feed, and starts again with the next read", async () => {
    const { there, headers } = await signedIn();
    await advance(3 * MINUTE);
    there.calls.pages = 0;
    await advance(10 * MINUTE);
    expect(there.calls.pages).toBe(0);
    expect(await there.read(headers())).toMatchObject({ status: "active" });
    expect(there.calls.pages).toBeGreaterThan(0);
  });

  test("fresh always reads the store, and maxStaleness reads it when the view is older", async () => {
    const { there, headers } = await signedIn();
    there.calls.pages = 0;
    expect(await there.read(headers(), { fresh: true })).toMatchObject(active("store"));
    expect(there.calls).toEqual({ find: 1, pages: 0 });
    await advance(1_100);
    there.down.feed = true;
    await advance(1_500);
    expect(await there.read(headers())).toMatchObject(active("view"));
    expect(await there.read(headers(), { maxStaleness: "1s" })).toMatchObject(active("store"));
    await expect(there.read(headers(), { maxStaleness: "soon" as "1s" })).rejects.toMatchObject({
      code: "invalid-config",
    });
  });
});

describe("a session that ended", () => {
  test("an ended session is refused at once on the server that ended it", async () => {
    const { here, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    expect(await here.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
  });

  test("another server refuses an ended session within maxStaleness, and accepts it by its view until then", async () => {
    const { here, there, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    expect(await there.read(headers())).toMatchObject(active("view"));
    await advance(5_000);
    expect(await there.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
  });

  test("another server starts no impersonation for an ended session that its view still accepts", async () => {
    const { here, there, headers } = await signedIn();
    await here.sessions.revokeAll("ada");
    expect(await there.read(headers())).toMatchObject(active("view"));
    const impersonation = there.impersonate(headers(), "grace", { data: { name: "Grace" } });
    await expect(impersonation).rejects.toMatchObject({ code: "not-signed-in" });
    expect(await here.sessions.list("grace")).toEqual([]);
  });

  test.each(["revokeAll", "revokeOthers", "signOut", "limit", "signIn"] as const)(
    "a session that ended by %s is refused at once on this server, and within maxStaleness on another",
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
      await advance(5_000);
      expect(await there.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
      expect(issued.session.userId).toBe("ada");
    },
  );

  test("after revokeEverything all servers refuse former sessions, also a server that starts later, and users can sign in again", async () => {
    const { shared, here, there, headers, browser } = await signedIn();
    await here.sessions.revokeEverything();
    expect(await here.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
    await advance(5_000);
    for (const server of [there, serverOn(shared)]) {
      expect(await server.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
    }
    const input = { userId: "ada", data: { name: "Ada" } };
    browser.receive((await there.signIn(headers(), input)).setCookies);
    for (const server of [here, there]) {
      await advance(1_000);
      expect(await server.read(headers())).toMatchObject({ status: "active", renew: false });
    }
  });

  test("a server refuses an ended session as long as its token can live", async () => {
    const { here, there, headers, issued } = await signedIn({ tokenLifetime: "1h" });
    await here.sessions.revoke(issued.session.id);
    for (let minute = 0; minute < 59; minute++) {
      await advance(MINUTE);
      expect((await there.read(headers())).status).toBe("rejected");
    }
  });
});

test("two engines on one store object share one view of the feed", async () => {
  const shared = memoryStore();
  const link = linkTo(shared);
  const make = (cookieName: string) =>
    createSignet({ strategy: hybrid({ store: link.store }), secret, data, cookieName });
  const [shop, admin] = [make("shop"), make("admin")];
  const input = { userId: "ada", data: { name: "Ada" } };
  const { credential, session } = await shop.signIn({ host: "localhost" }, input);
  const bearer = { host: "localhost", authorization: `Bearer ${credential}` };
  expect(await shop.read(bearer)).toMatchObject(active("view"));
  expect((await admin.read(bearer)).status).toBe("rejected");
  expect(link.calls.pages).toBe(1);
  await admin.sessions.revoke(session.id);
  expect((await shop.read(bearer)).status).toBe("rejected");
});

test("two copies of the library in one process read the feed of a store only once", async () => {
  const link = linkTo(memoryStore());
  const { credential } = await createSignet({
    strategy: hybrid({ store: link.store }),
    secret,
  }).signIn({ host: "localhost" }, { userId: "ada" });
  vi.resetModules();
  const copy = await import("./index.ts");
  expect(copy.hybrid).not.toBe(hybrid);
  const other = createSignet({ strategy: copy.hybrid({ store: link.store }), secret });
  const bearer = { host: "localhost", authorization: `Bearer ${credential}` };
  expect(await other.read(bearer)).toMatchObject(active("view"));
  expect(link.calls).toEqual({ find: 0, pages: 1 });
});

test("a server reads the feed in the background where timers are numbers, as in browsers and workers", async () => {
  const timerOf = globalThis.setTimeout;
  vi.stubGlobal("setTimeout", (work: () => void, delay: number) => Number(timerOf(work, delay)));
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  const { there, headers } = await signedIn();
  there.calls.pages = 0;
  for (let second = 0; second < 10; second++) {
    await advance(1_000);
    expect(await there.read(headers())).toMatchObject(active("view"));
  }
  expect(there.calls.pages).toBeGreaterThanOrEqual(9);
});

test("metrics count readings by status, and active readings by the source that decided them", async () => {
  const { there, headers } = await signedIn();
  await there.read(headers(), { fresh: true });
  await there.read({ host: "localhost" });
  await there.read({ host: "localhost", authorization: "Bearer x" });
  there.down.feed = true;
  there.down.store = true;
  await advance(6_000);
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
])("hybrid() refuses invalid options at the start: case %#", (options, sentence) => {
  const make = () => Reflect.apply(hybrid, null, [options]);
  expect(make).toThrow(sentence);
  expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
});
