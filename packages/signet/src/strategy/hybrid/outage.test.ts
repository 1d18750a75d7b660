import { describe, expect, test } from "vitest";
import {
  active,
  data,
  MINUTE,
  pass,
  secret,
  serverOn,
  setWallClock,
  signedIn,
  withFakeClock,
} from "../../../fixtures/hybrid-servers.ts";
import { createSignet } from "../../engine/create-signet.ts";
import type { FeedStore } from "../../store/feed.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { hybrid } from "./index.ts";

withFakeClock();

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

  test("of the feed is looked at less and less often, and not in step with other servers", async () => {
    const { here, there, headers } = await signedIn();
    for (const server of [here, there]) server.cut.feed = true;
    await pass(MINUTE);
    for (const server of [here, there]) server.asked.pages = 0;
    let alone = 0;
    for (let left = MINUTE; left > 0; left -= 50) {
      const before = [here.asked.pages, there.asked.pages];
      await Promise.all([here.read(headers()), there.read(headers())]);
      await pass(50);
      if (here.asked.pages - (before[0] ?? 0) !== there.asked.pages - (before[1] ?? 0)) alone++;
    }
    for (const { asked } of [here, there]) {
      // Every 2.5 to 5 seconds by then.
      expect(asked.pages).toBeGreaterThanOrEqual(12);
      expect(asked.pages).toBeLessThanOrEqual(24);
    }
    expect(alone).toBeGreaterThan(5);
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
