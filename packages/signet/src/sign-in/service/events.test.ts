import { afterEach, expect, test, vi } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";

afterEach(() => {
  vi.restoreAllMocks();
  globalThis.signetAuthWarnings?.clear();
});

test("R7: events name the method, the factors, the session and the browser, and refusals their reason", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  const headers = { "user-agent": "Firefox" };
  const browser = site.browser();
  const fields = { email: "ada@example.com", secret: "wrong" };
  await browser.send("POST sign-in/secret", fields, { headers });
  await browser.send("POST sign-in/secret", { ...fields, secret: "s3cret" }, { headers });
  const { id } = (await browser.session()) ?? {};
  const common = { method: "secret", actor: null, userAgent: "Firefox" };
  const at = new Date(site.clock.now());
  expect(site.events).toEqual([
    {
      type: "failed",
      reason: "wrong-credentials",
      userId: null,
      amr: [],
      sessionId: null,
      at,
      ...common,
    },
    { type: "signed-in", userId: user.id, amr: ["pwd"], sessionId: id, at, ...common },
  ]);
});

test("no event holds a secret, whatever is done", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  await site.add(user.id, "totp", user.id);
  const browser = site.browser();
  await browser.secret("ada@example.com", "wr0ng");
  await browser.secret("ada@example.com");
  const pending = browser.cookies();
  await browser.send("POST sign-in/totp", { code: "222222" });
  await browser.send("POST sign-in/totp", { code: "111111" });
  await browser.provider(
    { sub: "1", email: "x@example.com", token: "t0ken" },
    "POST link/provider",
  );
  await browser.send("POST sign-in/secret/change");
  await site.browser().mail("new@example.com");
  await site.browser().provider({ sub: "2", email: "ada@example.com" });
  const observed = site.service.observed(site.engine);
  const credentials = browser.cookies();
  await observed.signOut(new Headers(browser.jar.headers()));
  const text = JSON.stringify(site.events);
  expect(site.events.length).toBeGreaterThan(10);
  for (const pair of `${pending}; ${credentials}`.split("; ")) {
    expect(text).not.toContain(pair.slice(pair.indexOf("=") + 1));
  }
  expect(text).not.toMatch(/s3cret|wr0ng|t0ken|222222|111111|000000/);
  const known = ["type", "userId", "reason", "authenticator", "at", "method", "amr"];
  for (const event of site.events) {
    for (const name of Object.keys(event)) {
      expect([...known, "sessionId", "actor", "userAgent"]).toContain(name);
    }
  }
});

test("a listener that throws or rejects changes no sign-in and is logged once, without its message", async () => {
  const logged = vi.spyOn(console, "warn").mockImplementation(() => {});
  for (const onEvent of [
    () => {
      throw new Error("s3cret of the listener");
    },
    async () => Promise.reject(new Error("s3cret of the listener")),
  ]) {
    const site = signInSite({ onEvent });
    await site.addUser("ada@example.com");
    expect((await site.browser().secret("ada@example.com")).status).toBe(200);
    expect((await site.browser().secret("ada@example.com", "wrong")).status).toBe(401);
  }
  expect(logged).toHaveBeenCalledTimes(1);
  expect(String(logged.mock.calls)).not.toContain("s3cret");
});

test("a sign-in waits for a listener at most two seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let done = false;
    const site = signInSite({ onEvent: () => new Promise(() => {}) });
    await site.addUser("ada@example.com");
    const answer = site
      .browser()
      .secret("ada@example.com")
      .then(({ status }) => {
        done = true;
        return status;
      });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toBe(200);
  } finally {
    vi.useRealTimers();
  }
});

test("a sign-out, revocations and an impersonation are events, with the actor", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  const eve = await site.addUser("eve@example.com");
  const browser = site.browser();
  await browser.secret("ada@example.com");
  const engine = site.service.observed(site.engine);
  const ada = (await browser.session())?.userId;
  const { setCookies } = await engine.impersonate(new Headers(browser.jar.headers()), eve.id, {});
  browser.jar.receive(setCookies);
  if ("revokeAll" in engine.sessions) await engine.sessions.revokeAll(ada ?? "");
  await browser.secret("eve@example.com");
  if ("revokeAll" in engine.sessions) await engine.sessions.revokeAll(eve.id);
  await browser.secret("eve@example.com");
  await engine.signOut(new Headers(browser.jar.headers()));
  expect(site.events.map(({ type, userId, actor }) => [type, userId, actor])).toEqual([
    ["signed-in", ada, null],
    ["impersonated", eve.id, ada],
    ["signed-in", eve.id, null],
    ["sessions-revoked", eve.id, null],
    ["signed-in", eve.id, null],
    ["signed-out", eve.id, null],
  ]);
});
