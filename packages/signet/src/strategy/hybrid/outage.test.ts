import { describe, expect, test } from "vitest";
import {
  active,
  advance,
  data,
  MINUTE,
  moveWallClock,
  secret,
  serverOn,
  signedIn,
  withFakeClock,
} from "../../../fixtures/hybrid-servers.ts";
import { createSignet } from "../../engine/create-signet.ts";
import type { FeedStore } from "../../store/feed.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { hybrid } from "./index.ts";

withFakeClock();

describe("an outage", () => {
  test("an outage of the feed makes reads use the store, refuses ended sessions and signs no user out", async () => {
    const { here, there, headers, issued } = await signedIn();
    there.down.feed = true;
    await advance(4_900);
    expect(await there.read(headers())).toMatchObject(active("view"));
    await advance(200);
    const other = await here.signIn(
      { host: "localhost" },
      { userId: "ada", data: { name: "Ada" } },
    );
    expect(await there.read(headers())).toMatchObject({ ...active("store"), renew: false });
    await here.sessions.revoke(issued.session.id);
    expect(await there.read(headers())).toEqual({ status: "rejected", reason: "revoked" });
    const bearer = { host: "localhost", authorization: `Bearer ${other.credential}` };
    expect(await there.read(bearer)).toMatchObject(active("store"));
    there.down.feed = false;
    await advance(5_500);
    expect(await there.read(bearer)).toMatchObject(active("view"));
  });

  test("an outage of the feed and the store makes readings unavailable, and sessions are active again afterwards", async () => {
    const { there, headers } = await signedIn();
    there.down.feed = true;
    there.down.store = true;
    expect(await there.read(headers())).toMatchObject(active("view"));
    await advance(6_000);
    expect(await there.read(headers())).toMatchObject({ status: "unavailable" });
    there.down.store = false;
    expect(await there.read(headers())).toMatchObject(active("store"));
  });

  test('with onOutage "trust", the token decides in an outage until it expires, and decidedBy is "token"', async () => {
    const { there, headers } = await signedIn({ onOutage: "trust" });
    there.down.feed = true;
    there.down.store = true;
    await advance(14 * MINUTE);
    expect(await there.read(headers())).toMatchObject(active("token"));
    await advance(MINUTE);
    expect(await there.read(headers())).toMatchObject({ status: "unavailable" });
  });

  test('with onOutage "trust", a session that the server knows to have ended is not active in an outage', async () => {
    const { here, there, headers, issued } = await signedIn({ onOutage: "trust" });
    await here.sessions.revoke(issued.session.id);
    await advance(1_500);
    there.down.feed = true;
    there.down.store = true;
    for (const minutes of [0, 1, 10]) {
      await advance(minutes * MINUTE);
      expect((await there.read(headers())).status).toBe("unavailable");
    }
  });

  test("in an outage of the feed, servers read it less often, and not at the same time as each other", async () => {
    const { here, there, headers } = await signedIn();
    for (const server of [here, there]) server.down.feed = true;
    await advance(MINUTE);
    for (const server of [here, there]) server.calls.pages = 0;
    let readAlone = 0;
    for (let left = MINUTE; left > 0; left -= 50) {
      const before = [here.calls.pages, there.calls.pages];
      await Promise.all([here.read(headers()), there.read(headers())]);
      await advance(50);
      if (here.calls.pages - (before[0] ?? 0) !== there.calls.pages - (before[1] ?? 0)) readAlone++;
    }
    for (const { calls } of [here, there]) {
      // After one minute, a server reads the feed every 2.5 to 5 seconds.
      expect(calls.pages).toBeGreaterThanOrEqual(12);
      expect(calls.pages).toBeLessThanOrEqual(24);
    }
    expect(readAlone).toBeGreaterThan(5);
  });

  test("in an outage of the feed, reads do not wait for the feed", async () => {
    const { there, headers } = await signedIn();
    there.down.feed = true;
    await advance(6_000);
    there.calls.pages = 0;
    for (let reads = 0; reads < 200; reads++) await there.read(headers());
    expect(there.calls.pages).toBeLessThan(3);
    expect(there.calls.find).toBeGreaterThanOrEqual(200);
  });

  test("after a gap in the feed, older tokens need a store read and newer ones are decided by the view", async () => {
    const shared = memoryStore();
    let isGap = false;
    const forgetful: FeedStore = {
      ...shared,
      async revocationsSince(cursor, ...rest) {
        const page = await shared.revocationsSince(isGap ? null : cursor, ...rest);
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
    await advance(500);
    isGap = true;
    await advance(2_000);
    const reading = await server.read(browser.headers());
    expect(reading).toMatchObject({ ...active("store"), renew: true });
    browser.receive(await server.renew(browser.headers(), reading));
    expect(await server.read(browser.headers())).toMatchObject(active("view"));
    expect(server.metrics().feed).toMatchObject({ gaps: 1 });
  });
});

describe("clocks", () => {
  test("a wall clock that is set back does not make the view fresh", async () => {
    const { here, there, headers, issued } = await signedIn();
    there.down.feed = true;
    await here.sessions.revoke(issued.session.id);
    moveWallClock(-3_600_000);
    await advance(5_100);
    expect((await there.read(headers())).status).not.toBe("active");
  });

  test("a machine that slept counts its sleep in the age of the view", async () => {
    const { here, there, headers, issued } = await signedIn();
    await here.sessions.revoke(issued.session.id);
    // The monotonic clock stands still during the sleep.
    moveWallClock(3_600_000);
    expect((await there.read(headers())).status).not.toBe("active");
  });

  test("a store's clock that is set back neither drops an ended session nor extends a token", async () => {
    const { here, there, headers, issued } = await signedIn();
    there.setStoreClock(-3_600_000);
    await advance(2_000);
    await here.sessions.revoke(issued.session.id);
    for (let minute = 0; minute < 30; minute++) {
      await advance(MINUTE);
      expect((await there.read(headers())).status).toBe("rejected");
    }
  });

  test("a token from a server that read a store clock ten minutes ahead needs a store read", async () => {
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
