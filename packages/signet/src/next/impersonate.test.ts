import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type AppBrowser, appBrowser } from "../../fixtures/app-router.ts";
import { apiRoute, type PagesServer, servePages } from "../../fixtures/pages-router.ts";
import { memoryStore } from "../store/memory/index.ts";
import { hybrid } from "../strategy/hybrid/index.ts";
import { testClock } from "../testing/clock.ts";
import { createAuth } from "./create-auth.ts";

vi.mock("next/headers.js", async () => (await import("../../fixtures/app-router.ts")).nextHeaders);

const clock = testClock();
const auth = createAuth({
  strategy: hybrid({ store: memoryStore(), timeout: "5m" }),
  secret: "a-secret-for-impersonation-tests-0123456789",
  data: z.object({ role: z.enum(["member", "support"]) }),
  now: clock.now,
});
const AS_MEMBER = { data: { role: "member" }, device: { label: "Support desk" } } as const;
const actAs = auth.action(async (session, userId: string) => {
  if (session.data.role !== "support") throw new Error("refused");
  return auth.impersonate(userId, AS_MEMBER);
});

let server: PagesServer;
beforeAll(async () => {
  server = await servePages({
    "/act-as": apiRoute(
      auth.openApi(async (req, res) => {
        res.json(await auth.impersonate("ada", AS_MEMBER, { req, res }));
      }),
    ),
    "/late": apiRoute(
      auth.openApi(async (req, res) => {
        res.write("begun ");
        res.end(await auth.impersonate("late", AS_MEMBER, { req, res }).catch(String));
      }),
    ),
  });
});
afterAll(() => server.close());

let browser: AppBrowser;
beforeEach(async () => {
  browser = appBrowser();
  await browser.run(() => auth.signIn({ userId: "sam", data: { role: "support" } }));
});
const send = (path: string) => {
  const cookie = browser.request().headers.get("cookie") ?? "";
  const headers = { cookie, origin: server.url };
  return fetch(server.url + path, { method: "POST", headers });
};

test("a Server Action starts an impersonation, and later requests see the actor and cannot start another one", async () => {
  const begun = await browser.run(() => actAs("ada"));
  expect(begun).toMatchObject({ userId: "ada", actor: "sam", data: { role: "member" } });
  const session = await browser.run(() => auth());
  expect(session).toMatchObject({ id: begun.id, userId: "ada", actor: "sam" });
  expect(await auth.sessions.list("ada")).toMatchObject([
    { id: begun.id, actor: "sam", device: { label: "Support desk" } },
  ]);
  expect(await auth.sessions.list("sam")).toEqual([]);
  const nested = browser.run(() => auth.impersonate("grace", AS_MEMBER));
  await expect(nested).rejects.toMatchObject({ code: "invalid-input" });
  await browser.run(() => auth.signOut());
  expect(await browser.run(() => auth())).toBeNull();
  expect(await auth.sessions.list("ada")).toEqual([]);
});

test("an action can refuse a session with an actor", async () => {
  const changePassword = auth.action(async ({ actor }) => (actor === undefined ? "done" : "no"));
  expect(await browser.run(() => changePassword())).toBe("done");
  await browser.run(() => actAs("ada"));
  expect(await browser.run(() => changePassword())).toBe("no");
});

test("an API route of the Pages Router starts an impersonation with its context", async () => {
  const response = await send("/act-as");
  expect(await response.json()).toMatchObject({ userId: "ada", actor: "sam" });
  expect(response.headers.getSetCookie()).toHaveLength(1);
  await auth.sessions.revokeAll("ada");
});

test("an impersonation without a session answers 401, and one from another site 403", async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${server.url}/act-as`, { method: "POST", headers });
  expect((await post({ origin: server.url })).status).toBe(401);
  expect((await post({ origin: "https://evil.example" })).status).toBe(403);
  const cookie = browser.request().headers.get("cookie") ?? "";
  expect((await post({ cookie, origin: "https://evil.example" })).status).toBe(403);
  expect(await browser.run(() => auth())).toMatchObject({ userId: "sam" });
});

test("after the headers were sent, no impersonation starts, and the session of the actor stays", async () => {
  const text = await (await send("/late")).text();
  expect(text).toContain("begun SignetError: The headers of the response were sent already");
  expect(await auth.sessions.list("late")).toEqual([]);
  expect(await browser.run(() => auth())).toMatchObject({ userId: "sam" });
});
