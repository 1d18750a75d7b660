import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { buildIdOfFixture, startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";
import { routers } from "../harness/routers.ts";

const SECRET_TEXT = "Secret of";
/** Longer than the fixture's `renewAfter` of three seconds; milliseconds. */
const RENEWAL_DUE = 3_200;

describe.each(["jwt", "database"] as const)("guards under %s()", (strategy) => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy });
  });
  afterAll(() => app.stop());

  const origin = () => ({ origin: app.url });

  describe.concurrent.each(routers)("in the $router Router", ({ router, pages, api }) => {
    async function signedIn(userId = "ada"): Promise<Client> {
      const client = httpClient(app.url);
      const answer = await client.send(`${api}/sign-in`, json({ userId }));
      expect(answer.status).toBe(200);
      return client;
    }

    test("sign-in sets one HttpOnly cookie, and auth() sees the session in the same request", async () => {
      const client = httpClient(app.url);
      const { headers, text } = await client.send(`${api}/sign-in`, json({ userId: "ada" }));
      expect(headers.getSetCookie()).toHaveLength(1);
      expect(headers.getSetCookie()[0]).toMatch(/^signet=.+; Path=\/; .*HttpOnly; SameSite=lax/i);
      expect(JSON.parse(text)).toMatchObject({ after: "ada" });
      expect(JSON.parse((await client.send(`${api}/me`)).text)).toMatchObject({ userId: "ada" });
    });

    test("every response of a guarded route is no-store, also one with immutable headers", async () => {
      const client = await signedIn();
      for (const [path, status] of [
        [`${api}/me`, 200],
        [`${api}/away`, 302],
      ] as const) {
        const answer = await client.send(path);
        expect([path, answer.status]).toEqual([path, status]);
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }
    });

    test("behind a proxy that terminates TLS, the cookie is __Host- and Secure", async () => {
      const client = httpClient(app.url);
      const proxied = { ...json({ userId: "ada" }), headers: { "x-forwarded-proto": "https" } };
      const { headers } = await client.send(`${api}/sign-in`, proxied);
      expect(headers.getSetCookie()[0]).toMatch(/^__Host-signet=.+; Secure/);
    });

    test("a guarded route answers 401 with the challenge of RFC 6750", async () => {
      const none = await httpClient(app.url).send(`${api}/me`);
      expect(none.status).toBe(401);
      expect(none.headers.get("www-authenticate")).toBe("Bearer");
      for (const authorization of ["Bearer x", "Bearer %", "Bearer a.b.c", "Bearer"]) {
        const bad = await httpClient(app.url).send(`${api}/me`, { headers: { authorization } });
        expect(bad.status).toBe(401);
        expect(bad.headers.get("www-authenticate")).toContain('error="invalid_token"');
        expect(bad.headers.get("content-type")).toBe("application/problem+json");
        expect(bad.headers.get("cache-control")).toBe("no-store");
        expect(JSON.parse(bad.text)).toMatchObject({ error: "Invalid or expired token" });
      }
    });

    test("a guarded route accepts a bearer token, and refuses one of another session beside the cookie", async () => {
      const [client, other] = [await signedIn(), await signedIn()];
      const bearerOf = (one: Client) => ({ authorization: `Bearer ${one.cookie().split("=")[1]}` });
      const headers = bearerOf(client);
      expect((await httpClient(app.url).send(`${api}/me`, { headers })).status).toBe(200);
      expect(
        (await httpClient(app.url).send(`${api}/me`, { method: "POST", headers })).status,
      ).toBe(200);
      expect((await client.send(`${api}/me`, { headers: bearerOf(other) })).status).toBe(400);
      for (const authorization of [headers.authorization, "Bearer of.a.gateway"]) {
        expect((await client.send(`${api}/me`, { headers: { authorization } })).status).toBe(200);
        const unproven = { method: "POST", headers: { authorization } };
        expect((await client.send(`${api}/me`, unproven)).status).toBe(403);
      }
    });

    test("a request with an unsafe method must come from the same origin", async () => {
      const client = await signedIn();
      for (const headers of [
        {},
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
      ]) {
        expect((await client.send(`${api}/me`, { method: "DELETE", headers })).status).toBe(403);
      }
      expect((await client.send(`${api}/me`, { method: "DELETE", headers: origin() })).status).toBe(
        200,
      );
    });

    test("a guarded page shows its secret to a signed-in user", async () => {
      const client = await signedIn("grace");
      for (const path of [`${pages}/private`, `${pages}/unproxied`]) {
        const { status, text, headers } = await client.send(path);
        expect(status).toBe(200);
        expect(text).toContain("grace");
        expect(headers.get("cache-control")).toContain("no-store");
      }
    });

    test("a visitor is redirected to the sign-in page with a returnTo parameter", async () => {
      const visitor = httpClient(app.url);
      for (const [path, returnTo] of [
        [`${pages}/private?tab=1`, `${pages}/private?tab=1`],
        [`${pages}/required?tab=1`, `${pages}/required?tab=1`],
        [`${pages}/unproxied`, `${pages}/unproxied`],
      ] as const) {
        const { status, headers, text } = await visitor.send(path);
        expect([path, status]).toEqual([path, 307]);
        const signIn = `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
        expect([path, headers.get("location")]).toEqual([path, signIn]);
        expect(text).not.toContain(SECRET_TEXT);
      }
    });

    test("a client cannot choose the return path with an x-signet-path header", async () => {
      const headers = { "x-signet-path": "//evil.example/x" };
      const { headers: answer } = await httpClient(app.url).send(`${pages}/unproxied/bare`, {
        headers,
      });
      // Next gives the address of the page to the Pages Router only.
      const returnTo = router === "App" ? "/" : `${pages}/unproxied/bare`;
      expect(answer.get("location")).toBe(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    });

    test("auth.read() returns the session of a credential, or the reason for its rejection", async () => {
      const reading = async (client: Client, init?: RequestInit) =>
        JSON.parse((await client.send(`${api}/reading`, init)).text);
      expect(await reading(httpClient(app.url))).toEqual({ status: "anonymous" });
      expect(await reading(await signedIn())).toMatchObject({
        status: "active",
        session: { userId: "ada", data: { name: "ada" } },
      });
      const headers = { cookie: "signet=a.b.c" };
      expect(await reading(httpClient(app.url), { headers })).toEqual({
        status: "rejected",
        reason: "malformed",
      });
    });

    test("a guard that requires a recent sign-in refuses an older one until the user signs in again", async () => {
      const client = await signedIn();
      expect((await client.send(`${api}/recent`)).status).toBe(200);
      expect((await client.send(`${pages}/recent`)).text).toContain("ada");
      await delay(4_100);
      const { status, headers, text } = await client.send(`${api}/recent`);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toContain('error="insufficient_user_authentication"');
      expect(JSON.parse(text)).toMatchObject({ status: 401, error: "Sign in again" });
      const page = await client.send(`${pages}/recent`);
      expect(page.status).toBe(307);
      expect(page.headers.get("location")).toBe(
        `/sign-in?prompt=login&returnTo=${encodeURIComponent(`${pages}/recent`)}`,
      );
      expect((await client.send(`${pages}/private`)).status).toBe(200);
      await client.send(`${api}/sign-in`, { ...json({ userId: "ada" }), headers: origin() });
      expect((await client.send(`${api}/recent`)).status).toBe(200);
    });

    test("without a sign-in page, a guarded page responds with 401", async () => {
      const { status, text } = await (await signedIn()).send(`${pages}/members`);
      expect(status).toBe(401);
      expect(text).not.toContain(SECRET_TEXT);
    });

    test("a guarded page still refuses when a request skips the proxy in any known way", async () => {
      const skip = ["proxy", "middleware", "src/proxy", "src/middleware"].map((name) => ({
        "x-middleware-subrequest": Array(5).fill(name).join(":"),
      }));
      const rsc = [{ rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }];
      const segments = [{ rsc: "1", "next-router-segment-prefetch": "/_tree" }];
      const data = [
        { "x-nextjs-data": "1" },
        { "x-nextjs-data": "1", "x-middleware-prefetch": "1" },
      ];
      const buildId = buildIdOfFixture();
      const paths = [`${pages}/private`, `${pages}/unproxied`].flatMap((path) => [
        path,
        `/${path}`,
        `${path}.rsc`,
        `${path}.segments/_tree.segment.rsc`,
        `${path}.segments${path}/__PAGE__.segment.rsc`,
        `${path}?_rsc=1`,
        `/_next/data/build${path}.json`,
        `/_next/data/${buildId}${path}.json`,
        `/_next/data/${buildId}${path}.json?x=1`,
        path.replace("p", "%70"),
        path.toUpperCase(),
      ]);
      for (const path of paths) {
        for (const headers of [{}, ...skip, ...rsc, ...segments, ...data]) {
          const { text, status } = await httpClient(app.url).send(path, { headers });
          expect([path, headers, text.includes(SECRET_TEXT)]).toEqual([path, headers, false]);
          expect(status).toBeLessThan(500);
        }
      }
    });

    test("a tampered or malformed cookie counts as signed out, and affects no other session", async () => {
      const client = await signedIn();
      const good = client.cookie();
      const last = good.at(-1) === "A" ? "B" : "A";
      for (const cookie of [
        good.slice(0, -1) + last,
        "signet=%",
        "signet=a.b.c",
        `signet=${"x".repeat(5_000)}`,
      ]) {
        expect(
          (await httpClient(app.url).send(`${pages}/private`, { headers: { cookie } })).status,
        ).toBe(307);
        expect((await httpClient(app.url).send(`${api}/me`, { headers: { cookie } })).status).toBe(
          401,
        );
      }
      expect((await client.send(`${pages}/private`)).status).toBe(200);
    });

    test("two session cookies in one request are refused, in either order", async () => {
      const [ada, grace] = [await signedIn("ada"), await signedIn("grace")];
      for (const cookie of [
        `${ada.cookie()}; ${grace.cookie()}`,
        `${grace.cookie()}; ${ada.cookie()}`,
      ]) {
        const { status } = await httpClient(app.url).send(`${api}/me`, { headers: { cookie } });
        expect(status).toBe(400);
        const page = await httpClient(app.url).send(`${pages}/unproxied`, { headers: { cookie } });
        expect(page.text).not.toContain(SECRET_TEXT);
      }
    });

    test("a page response carries a due renewal, and no cache may store that response", async () => {
      const client = await signedIn();
      expect((await client.send(`${pages}/private`)).headers.getSetCookie()).toEqual([]);
      await delay(RENEWAL_DUE);
      for (const path of [`${pages}/private`, "/"]) {
        const { status, headers } = await client.send(path);
        expect(status).toBe(200);
        expect([path, headers.getSetCookie().length]).toEqual([path, 1]);
        expect(headers.get("cache-control")).toContain("no-store");
        expect(headers.get("cache-control")).not.toContain("s-maxage");
        await delay(RENEWAL_DUE);
      }
      expect((await client.send(`${api}/me`)).headers.getSetCookie()).toHaveLength(1);
      expect((await client.send(`${pages}/private`)).status).toBe(200);
    });

    test("a sign-out in a handler takes precedence over the renewal of the same request", async () => {
      const client = await signedIn();
      await delay(RENEWAL_DUE);
      const { status, headers } = await client.send(`${api}/leave`, {
        method: "POST",
        headers: origin(),
      });
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toBe("no-store");
      const session = headers.getSetCookie().filter((text) => text.startsWith("signet="));
      expect(session).toHaveLength(1);
      expect(session[0]).toMatch(/^signet=;.*Max-Age=0/i);
      expect((await client.send(`${api}/me`)).status).toBe(401);
    });

    test("a former cookie from a late response does not restore a signed-out session", async () => {
      const client = await signedIn();
      const before = client.cookie();
      await client.send(`${api}/auth/sign-out`, { method: "POST", headers: origin() });
      const cookie = [before, client.cookie()].filter(Boolean).join("; ");
      expect((await httpClient(app.url).send(`${api}/me`, { headers: { cookie } })).status).toBe(
        401,
      );
      expect(
        (await httpClient(app.url).send(`${pages}/private`, { headers: { cookie } })).status,
      ).toBe(307);
    });

    test("a query does not replace a parameter of the path, in pages and in the endpoints", async () => {
      const client = await signedIn();
      const query = "tab=x&id=8&nxtPid=9&signet=session&nxtPsignet=session";
      const { text } = await client.send(`${pages}/team/7?${query}`);
      expect(text.replaceAll("<!-- -->", "")).toContain("Secret of ada: team 7, tab x");
      const visitor = await httpClient(app.url).send(`${pages}/team/7?${query}`);
      expect(visitor.text).not.toContain(SECRET_TEXT);
      const signOut = `${api}/auth/sign-out?${query}&signet=session`;
      const { status } = await client.send(signOut, { method: "POST", headers: origin() });
      expect(status).toBe(200);
      expect((await client.send(`${api}/me`)).status).toBe(401);
    });

    test("the endpoints answer at the path where the app mounted them", async () => {
      const client = await signedIn();
      const { text } = await client.send(`${api}/auth/session`);
      expect(JSON.parse(text)).toMatchObject({ session: { userId: "ada" } });
      expect((await client.send(`${api}/auth/nothing`)).status).toBe(404);
      const list = await client.send(`${api}/auth/sessions`);
      expect(list.status).toBe(strategy === "database" ? 200 : 404);
    });
  });
});

function json(body: object): RequestInit {
  return { method: "POST", body: JSON.stringify(body) };
}
