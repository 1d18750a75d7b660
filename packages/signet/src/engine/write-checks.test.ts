import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testBrowser } from "../testing/browser.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-tests-of-intent-0123456789-a";
const data = z.object({ name: z.string() });
const input = { userId: "user-1", data: { name: "Ada" } };
const LOCAL = { host: "localhost:3000" };

test("a page of another site cannot sign a user in, sign a user out or change a session", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
  const { cookie, host } = browser.headers();
  for (const [headers, message] of [
    [{ "sec-fetch-site": "cross-site" }, /Sec-Fetch-Site is "cross-site"/],
    [{ origin: "https://evil.example" }, /Origin is "https:\/\/evil.example".*localhost:3000/],
    [{ origin: "null" }, /Origin is "null"/],
    [{}, /Sec-Fetch-Site and Origin are missing.*"localhost:3000".*Bearer/],
  ] as const) {
    const request = { cookie, host, ...headers };
    for (const attempt of [
      () => signet.signIn(request, input),
      () => signet.signOut(request),
      () => signet.update(request, { name: "Eve" }),
      async () => signet.refuseUnmeant(request),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: "cross-site",
        message: expect.stringMatching(message),
      });
    }
  }
  expect(await signet.read(browser.headers())).toMatchObject({ session: { data: input.data } });
});

test("a request with only a bearer token is accepted from any origin, and a sign-in from another origin is refused", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const { credential } = await signet.signIn(LOCAL, input);
  const authorization = `Bearer ${credential}`;
  for (const request of [
    { ...LOCAL, authorization },
    { ...LOCAL, authorization, "sec-fetch-site": "cross-site", origin: "https://spa.example" },
  ]) {
    expect((await signet.update(request, { name: "Countess" })).session.data.name).toBe("Countess");
    expect(await signet.signOut(request)).toEqual([]);
  }
  const form = { ...LOCAL, origin: "https://evil.example" };
  await expect(signet.signIn(form, input)).rejects.toMatchObject({ code: "cross-site" });
});

test("a prefetch request cannot sign a user in, sign a user out or change a session", async () => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
  const { origin: _, ...link } = browser.headers();
  for (const [name, value] of [
    ["sec-purpose", "prefetch;prerender"],
    ["purpose", "prefetch"],
    ["x-moz", "prefetch"],
    ["next-router-prefetch", "1"],
    ["next-router-segment-prefetch", "/_tree"],
    ["x-middleware-prefetch", "1"],
  ]) {
    const request = { ...link, [name ?? ""]: value };
    for (const attempt of [
      () => signet.signIn(request, input),
      () => signet.signOut(request),
      () => signet.update(request, { name: "Eve" }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: "prefetch",
        message: expect.stringMatching(
          new RegExp(`\\(${name} is ${JSON.stringify(value)}\\)`, "i"),
        ),
      });
    }
  }
  expect(await signet.read(link)).toMatchObject({ session: { data: input.data } });
  expect(await signet.sessions.list("user-1")).toHaveLength(1);
});

describe("in development", () => {
  beforeEach(() => {
    vi.stubEnv("NODE_ENV", "development");
    globalThis.signetAuthWarnings = undefined;
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  test("in development, a write for a safe method logs one warning and takes effect", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const signet = createSignet({ strategy: jwt(), secret, data });
    const browser = testBrowser();
    const ask = (method: string) => {
      const { host: _, ...headers } = browser.headers();
      return new Request("http://localhost:3000/sign-out", { method, headers });
    };
    browser.receive((await signet.signIn(ask("POST"), input)).setCookies);
    expect(await signet.signOut(ask("POST"))).not.toEqual([]);
    expect(warn).not.toHaveBeenCalled();
    for (let times = 0; times < 2; times++) {
      expect(await signet.signOut(ask("GET"))).not.toEqual([]);
    }
    const { origin: _, ...link } = browser.headers();
    await signet.update(link, { name: "Countess" });
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining("signOut ran for a GET request")],
      [expect.stringContaining("update ran for a GET request")],
    ]);
  });
});
