import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type AppBrowser, appBrowser } from "../../fixtures/app-router.ts";
import { apiRoute, type PagesServer, propsPage, servePages } from "../../fixtures/pages-router.ts";
import type { Proof } from "../session/types.ts";
import { sealed } from "../strategy/sealed.ts";
import { testClock } from "../testing/clock.ts";
import { createAuth } from "./create-auth.ts";

vi.mock("next/headers.js", async () => (await import("../../fixtures/app-router.ts")).nextHeaders);

const MINUTE = 60_000;
const clock = testClock();
const secret = "a-secret-for-second-factor-tests-0123456789";
const auth = createAuth({ strategy: sealed(), secret, now: clock.now, signInPath: "/sign-in" });
const TWO = { factor: 2 } as const;
const RECENT = { factor: 2, within: "10m" } as const;

const proof = (method: string, factors: 1 | 2 = 1): Proof => ({
  ...{ method, amr: [], factors },
  at: new Date(clock.now()),
});

let server: PagesServer;
beforeAll(async () => {
  server = await servePages({
    "/api": apiRoute(auth.api((_req, res, { userId }) => res.json(userId), TWO)),
    "/recent": apiRoute(auth.api((_req, res, { userId }) => res.json(userId), RECENT)),
    "/page": propsPage(auth.props(async (_context, { userId }) => ({ props: { userId } }), TWO)),
  });
});
afterAll(() => server.close());

let browser: AppBrowser;
beforeEach(() => {
  browser = appBrowser();
});

/** Runs a guard, and returns the address to which it redirects. */
async function redirectOf(guard: () => Promise<unknown>): Promise<string> {
  const thrown: unknown = await browser.run(guard).catch((error: unknown) => error);
  const digest: unknown = Reflect.get(Object(thrown), "digest");
  return String(digest).split(";")[2] ?? String(thrown);
}

const signIn = (proofs: readonly Proof[]) =>
  browser.run(() => auth.signIn({ userId: "ada", proofs }));
const send = async (path: string) => {
  const { headers } = browser.request();
  const response = await fetch(server.url + path, {
    redirect: "manual",
    headers: { cookie: headers.get("cookie") ?? "" },
  });
  return { response, text: await response.text() };
};

const CHALLENGE =
  'Bearer error="insufficient_user_authentication", error_description="A second factor is required", acr_values="aal2"';

test("a route that asks for two factors answers a session with one factor with the challenge of RFC 9470, in both routers", async () => {
  const route = auth.route((_request, { userId }) => Response.json(userId), TWO);
  for (const proofs of [[], [proof("password")], [proof("password"), proof("password")]]) {
    await signIn(proofs);
    const { response: ofPages } = await send("/api");
    for (const { status, headers } of [await route(browser.request(), {}), ofPages]) {
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toBe(CHALLENGE);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  }
  for (const proofs of [[proof("password"), proof("code")], [proof("passkey", 2)]]) {
    await signIn(proofs);
    expect((await route(browser.request(), {})).status).toBe(200);
    expect((await send("/api")).text).toBe('"ada"');
  }
});

test("a page that asks for two factors redirects to the sign-in page with step=second-factor, in both routers", async () => {
  const page = auth.page(async ({ userId }) => userId, { ...TWO, returnTo: "/pay" });
  const required = () => auth.required({ ...TWO, returnTo: "/pay" });
  await signIn([proof("password")]);
  for (const render of [async () => page({}), async () => required()]) {
    expect(await redirectOf(render)).toBe("/sign-in?step=second-factor&returnTo=%2Fpay");
  }
  expect((await send("/page")).response.headers.get("location")).toBe(
    "/sign-in?step=second-factor&returnTo=%2Fpage",
  );
  await signIn([proof("password"), proof("code")]);
  expect(await browser.run(() => page({}))).toBe("ada");
  expect(await browser.run(required)).toMatchObject({ userId: "ada" });
  expect(JSON.parse((await send("/page")).text)).toEqual({ props: { userId: "ada" } });
});

test("an action that asks for two factors passes the reason second-factor to refused", async () => {
  const pay = auth.action(async ({ userId }, euros: number) => `${userId} pays ${euros}`, {
    ...TWO,
    refused: ({ cause, signIn: address }, euros) => `${cause} ${address} ${euros}`,
  });
  await signIn([proof("password")]);
  expect(await browser.run(() => pay(7))).toBe("second-factor /sign-in?step=second-factor 7");
  await signIn([proof("password"), proof("code")]);
  expect(await browser.run(() => pay(7))).toBe("ada pays 7");
});

test("within counts from the proof of the factor asked for, and an old second factor needs a whole sign-in", async () => {
  const password = proof("password");
  clock.advance(20 * MINUTE);
  const code = proof("code");
  clock.advance(5 * MINUTE);
  await signIn([password, code]);
  const recent = auth.route(() => new Response(), RECENT);
  const statuses = async () => [
    (await recent(browser.request(), {})).status,
    (await send("/recent")).response.status,
  ];
  expect(await statuses()).toEqual([200, 200]);
  clock.advance(5 * MINUTE + 1);
  expect(await statuses()).toEqual([401, 401]);
  // The sign-in itself is recent.
  const anyFactor = auth.route(() => new Response(), { within: "10m" });
  expect((await anyFactor(browser.request(), {})).status).toBe(200);
  expect(await redirectOf(() => auth.required({ ...RECENT, returnTo: "/pay" }))).toBe(
    "/sign-in?prompt=login&returnTo=%2Fpay",
  );
});

test("a repeated proof of the first factor does not make the second factor recent", async () => {
  const old = [proof("password"), proof("code")];
  clock.advance(20 * MINUTE);
  await signIn([...old, proof("password")]);
  const recent = auth.route(() => new Response(), RECENT);
  expect((await recent(browser.request(), {})).status).toBe(401);
  await signIn([...old, proof("code")]);
  expect((await recent(browser.request(), {})).status).toBe(200);
});

test("without a session, a guard with factor 2 refuses as any other guard", async () => {
  const route = auth.route(() => new Response(), TWO);
  const { status, headers } = await route(browser.request(), {});
  expect([status, headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(await redirectOf(() => auth.required({ ...TWO, returnTo: "/pay" }))).toBe(
    "/sign-in?returnTo=%2Fpay",
  );
});

test.each([0, 3, "2", true, null])(
  "a guard with factor %j is refused when it is created",
  (factor) => {
    for (const make of [auth.page, auth.route, auth.action, auth.api, auth.props]) {
      const guard = () => Reflect.apply(make, auth, [() => null, { factor }]);
      expect(guard).toThrow(/factor is .*It must be 1 or 2/);
    }
  },
);

test("auth.required with a factor that is no 1 refuses a session with one factor", async () => {
  await signIn([proof("password")]);
  for (const factor of [3, "2", true]) {
    expect(await redirectOf(() => Reflect.apply(auth.required, auth, [{ factor }]))).toBe(
      "/sign-in?step=second-factor",
    );
  }
});
