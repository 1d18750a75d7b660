import { describe, expect, test } from "vitest";
import {
  active,
  advance,
  data,
  MINUTE,
  secret,
  serverOn,
  signedIn,
  withFakeClock,
} from "../../../fixtures/hybrid-servers.ts";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { engineKeys } from "../../token/engine/keys.ts";
import { signedCodec } from "../../token/engine/signed-codec.ts";
import { hybrid } from "./index.ts";

withFakeClock();

describe("a hybrid token", () => {
  test("an old token needs a store read, and its renewal hands out a new token", async () => {
    const { here, there, headers, browser } = await signedIn();
    await advance(15 * MINUTE);
    const reading = await there.read(headers());
    expect(reading).toMatchObject({ ...active("store"), renew: true });
    const setCookies = await there.renew(headers(), reading);
    expect(setCookies).toHaveLength(1);
    browser.receive(setCookies);
    await here.read(headers());
    expect(await here.read(headers())).toMatchObject({ ...active("view"), renew: false });
  });

  test("after an update on another server, a reading has the new data within maxStaleness, and the renewed token is read by the view", async () => {
    const { here, there, headers, browser } = await signedIn();
    const demoted = await here.update(headers(), { role: "member" });
    await advance(5_000);
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

  test("a new token moves the idle end of the session only when a renewal is due", async () => {
    const { here, shared, headers, browser, issued } = await signedIn();
    const renewedAt = async () => (await shared.find(issued.session.id))?.renewedAt;
    await advance(20 * MINUTE);
    browser.receive(await here.renew(headers(), await here.read(headers())));
    expect(await renewedAt()).toBe(issued.session.renewedAt.getTime());
    await advance(86_400_000 + MINUTE);
    browser.receive(await here.renew(headers(), await here.read(headers())));
    expect(await renewedAt()).toBe(Date.now());
  });

  test("a token never outlives its session", async () => {
    const shared = memoryStore();
    const server = createSignet({
      strategy: hybrid({ store: shared }),
      secret,
      lifetime: { idle: "2m", absolute: "10m" },
    });
    const browser = testBrowser();
    browser.receive((await server.signIn(browser.headers(), { userId: "ada" })).setCookies);
    await advance(2 * MINUTE);
    expect(await server.read(browser.headers())).toEqual({ status: "rejected", reason: "expired" });
  });

  test("a token that is too large for a cookie is refused before anything is written", async () => {
    const { here, headers, issued, shared } = await signedIn();
    const large = { name: "n".repeat(4_000) };
    const refusal = { code: "cookie-too-large" };
    await expect(here.update(headers(), large)).rejects.toMatchObject(refusal);
    expect((await shared.find(issued.session.id))?.version).toBe(0);
    const input = { userId: "grace", data: large };
    await expect(here.signIn({ host: "localhost" }, input)).rejects.toMatchObject(refusal);
    expect(await here.sessions.list("grace")).toEqual([]);
  });

  test("a session's own terms are in its token, so the view and an old token decide by them", async () => {
    const shared = memoryStore();
    const [here, there] = [serverOn(shared), serverOn(shared)];
    const browser = testBrowser();
    const headers = () => browser.headers();
    const input = { userId: "ada", data: { name: "Ada" } };
    const terms = { lifetime: { idle: "1h", absolute: "2h" }, persistent: false } as const;
    const issued = await here.signIn(headers(), { ...input, ...terms });
    browser.receive(issued.setCookies);
    const own = { terms: { idle: 60 * MINUTE, absolute: 120 * MINUTE, persistent: false } };
    await there.read(headers());
    expect(await there.read(headers())).toMatchObject({ ...active("view"), session: own });
    await advance(20 * MINUTE);
    const old = await there.read(headers());
    expect(old).toMatchObject({ ...active("store"), renew: true, session: own });
    const [cookie = "", ...others] = await there.renew(headers(), old);
    expect(others).toEqual([]);
    expect(cookie).not.toMatch(/Max-Age|Expires/i);
    browser.receive([cookie]);
    await here.read(headers());
    const renewed = await here.read(headers());
    expect(renewed).toMatchObject({ ...active("view"), renew: false, session: own });
    expect(await there.keepAlive(headers(), await there.read(headers()))).toBe(true);
    await advance(60 * MINUTE);
    for (const server of [here, there]) {
      expect(await server.read(headers())).toEqual({ status: "rejected", reason: "expired" });
    }
  });

  test("during an outage, a trusted token ends by the session's own terms", async () => {
    const shared = memoryStore();
    const server = serverOn(shared, { onOutage: "trust" });
    const lifetime = { idle: "10m" } as const;
    const input = { userId: "ada", data: { name: "Ada" }, lifetime };
    const { credential } = await server.signIn({ host: "localhost" }, input);
    const headers = { host: "localhost", authorization: `Bearer ${credential}` };
    server.down.feed = server.down.store = true;
    await advance(10 * MINUTE - 1);
    expect(await server.read(headers)).toMatchObject(active("token"));
    await advance(1);
    expect(await server.read(headers)).toEqual({ status: "rejected", reason: "expired" });
  });

  test("a token issued more than five seconds ahead of the store's clock needs a store read, for any clockTolerance", async () => {
    const { issued, shared } = await signedIn();
    const strategy = hybrid({ store: shared });
    const server = createSignet({ strategy, secret, data, clockTolerance: "10m" });
    const tokens = signedCodec(engineKeys(secret), "hybrid:signet", "signet-hybrid+jwt");
    const [, payload = ""] = issued.credential.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    for (const [ahead, decidedBy] of [
      [4, "view"],
      [6, "store"],
    ] as const) {
      const credential = await tokens.issue({ ...claims, iat: claims.iat + ahead });
      const headers = { host: "localhost", authorization: `Bearer ${credential}` };
      expect(await server.read(headers)).toMatchObject(active(decidedBy));
    }
  });

  test("a signed token without a claim, or with a claim of another type, is malformed", async () => {
    const tokens = signedCodec(engineKeys(secret), "hybrid:signet", "signet-hybrid+jwt");
    const { issued, here } = await signedIn();
    const [, payload = ""] = issued.credential.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const statusOf = async (changed: object) => {
      const credential = await tokens.issue({ ...claims, ...changed });
      const headers = { host: "localhost", authorization: `Bearer ${credential}` };
      const reading = await here.read(headers);
      return reading.status === "rejected" ? reading.reason : reading.status;
    };
    expect(await statusOf({})).toBe("active");
    expect("terms" in claims).toBe(false);
    expect(await statusOf({ terms: [60_000, null, 0] })).toBe("active");
    for (const terms of [null, true, "1h", [], [60_000, null], [0, null, 1], [null, null, 2], {}]) {
      expect([terms, await statusOf({ terms })]).toEqual([terms, "malformed"]);
    }
    for (const claim of ["sub", "sid", "iat", "exp", "times", "ver", "epoch"]) {
      for (const value of [undefined, null, true, [], ["ada"], {}, [0, 0, 0], [0, 0, 0, "0"]]) {
        expect([claim, value, await statusOf({ [claim]: value })]).toEqual([
          claim,
          value,
          "malformed",
        ]);
      }
    }
  });
});
