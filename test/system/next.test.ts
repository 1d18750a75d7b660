import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

const SECRET_TEXT = "Secret of";
/** Longer than the fixture's `renewAfter` of three seconds; milliseconds. */
const RENEWAL_DUE = 3_200;

describe.each(["jwt", "database"] as const)("signet-auth/next under %s()", (strategy) => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy });
  });
  afterAll(() => app.stop());

  async function signedIn(userId = "ada"): Promise<Client> {
    const client = httpClient(app.url);
    const answer = await client.send("/api/sign-in", json({ userId }));
    expect(answer.status).toBe(200);
    return client;
  }

  const origin = () => ({ origin: app.url });

  test("sign-in sets one HttpOnly cookie, and auth() sees the session in the same request", async () => {
    const client = httpClient(app.url);
    const { headers, text } = await client.send("/api/sign-in", json({ userId: "ada" }));
    expect(headers.getSetCookie()).toHaveLength(1);
    expect(headers.getSetCookie()[0]).toMatch(/^signet=.+; Path=\/; .*HttpOnly; SameSite=lax/i);
    expect(JSON.parse(text)).toMatchObject({ after: "ada" });
    expect(JSON.parse((await client.send("/api/me")).text)).toMatchObject({ userId: "ada" });
  });

  test("every response of a guarded route is no-store, also one with immutable headers", async () => {
    const client = await signedIn();
    for (const [path, status] of [
      ["/api/me", 200],
      ["/api/away", 302],
    ] as const) {
      const answer = await client.send(path);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  test("behind a proxy that terminates TLS, the cookie is __Host- and Secure", async () => {
    const client = httpClient(app.url);
    const proxied = { ...json({ userId: "ada" }), headers: { "x-forwarded-proto": "https" } };
    const { headers } = await client.send("/api/sign-in", proxied);
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-signet=.+; Secure/);
  });

  test("a guarded route answers 401 with the challenge of RFC 6750", async () => {
    const none = await httpClient(app.url).send("/api/me");
    expect(none.status).toBe(401);
    expect(none.headers.get("www-authenticate")).toBe("Bearer");
    for (const authorization of ["Bearer x", "Bearer %", "Bearer a.b.c", "Bearer"]) {
      const bad = await httpClient(app.url).send("/api/me", { headers: { authorization } });
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
    expect((await httpClient(app.url).send("/api/me", { headers })).status).toBe(200);
    expect((await httpClient(app.url).send("/api/me", { method: "POST", headers })).status).toBe(
      200,
    );
    expect((await client.send("/api/me", { headers: bearerOf(other) })).status).toBe(400);
    for (const authorization of [headers.authorization, "Bearer of.a.gateway"]) {
      expect((await client.send("/api/me", { headers: { authorization } })).status).toBe(200);
      const unproven = { method: "POST", headers: { authorization } };
      expect((await client.send("/api/me", unproven)).status).toBe(403);
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
      expect((await client.send("/api/me", { method: "DELETE", headers })).status).toBe(403);
    }
    expect((await client.send("/api/me", { method: "DELETE", headers: origin() })).status).toBe(
      200,
    );
  });

  test("a guarded page shows its secret to a signed-in user", async () => {
    const client = await signedIn("grace");
    for (const path of ["/private", "/unproxied"]) {
      const { status, text, headers } = await client.send(path);
      expect(status).toBe(200);
      expect(text).toContain("grace");
      expect(headers.get("cache-control")).toContain("no-store");
    }
  });

  test("a guarded page receives its props, and its title and its layout receive the session", async () => {
    const client = await signedIn("grace");
    expect((await client.send("/team/7?tab=x")).text.replaceAll("<!-- -->", "")).toContain(
      "Secret of grace: team 7, tab x",
    );
    expect((await client.send("/private")).text).toContain(
      "<title>Fixture: secret title of grace</title>",
    );
    const { text } = await client.send("/inside");
    expect(text).toContain("The page inside");
    expect(text).toContain("grace");
  });

  test("a visitor is redirected to the sign-in page with a returnTo parameter", async () => {
    const visitor = httpClient(app.url);
    for (const [path, returnTo] of [
      ["/private?tab=1", "/private?tab=1"],
      ["/required?tab=1", "/required?tab=1"],
      ["/inside?tab=1", "/inside?tab=1"],
      ["/unproxied", "/unproxied"],
    ] as const) {
      const { status, headers, text } = await visitor.send(path);
      expect([path, status]).toEqual([path, 307]);
      const signIn = `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
      expect([path, headers.get("location")]).toEqual([path, signIn]);
      expect(text).not.toContain(SECRET_TEXT);
    }
  });

  test("a page with a fallback shows it first, and then sends visitors to the sign-in page", async () => {
    const { status, text } = await httpClient(app.url).send("/team/7?tab=x");
    expect(status).toBe(200);
    expect(text).toContain("The team is on its way");
    expect(text).toContain('content="1;url=/sign-in?returnTo=%2Fteam%2F7%3Ftab%3Dx"');
    expect(text).not.toContain(SECRET_TEXT);
  });

  test("a client cannot choose the return path with an x-signet-path header", async () => {
    const headers = { "x-signet-path": "//evil.example/x" };
    const { headers: answer } = await httpClient(app.url).send("/unproxied/bare", { headers });
    expect(answer.get("location")).toBe("/sign-in?returnTo=%2F");
  });

  test("auth.read() returns the session of a credential, or the reason for its rejection", async () => {
    const reading = async (client: Client, init?: RequestInit) =>
      JSON.parse((await client.send("/api/reading", init)).text);
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
    expect((await client.send("/api/recent")).status).toBe(200);
    expect((await client.send("/recent")).text).toContain("ada");
    await delay(2_100);
    const { status, headers, text } = await client.send("/api/recent");
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toContain('error="insufficient_user_authentication"');
    expect(JSON.parse(text)).toMatchObject({ status: 401, error: "Sign in again" });
    const page = await client.send("/recent");
    expect(page.status).toBe(307);
    expect(page.headers.get("location")).toBe("/sign-in?prompt=login&returnTo=%2Frecent");
    expect((await client.send("/private")).status).toBe(200);
    await client.send("/api/sign-in", { ...json({ userId: "ada" }), headers: origin() });
    expect((await client.send("/api/recent")).status).toBe(200);
  });

  test("without a sign-in page, a guarded page shows Next's 401 page", async () => {
    const { status, text } = await (await signedIn()).send("/members");
    expect(status).toBe(401);
    expect(text).not.toContain(SECRET_TEXT);
  });

  test("a guarded page still refuses when a request skips the proxy in any known way", async () => {
    const skip = ["proxy", "middleware", "src/proxy", "src/middleware"].map((name) => ({
      "x-middleware-subrequest": Array(5).fill(name).join(":"),
    }));
    const rsc = [{ rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }];
    const segments = [{ rsc: "1", "next-router-segment-prefetch": "/_tree" }];
    const paths = ["/private", "/unproxied"].flatMap((path) => [
      path,
      `/${path}`,
      `${path}.rsc`,
      `${path}.segments/_tree.segment.rsc`,
      `${path}.segments${path}/__PAGE__.segment.rsc`,
      `${path}?_rsc=1`,
      `/_next/data/build${path}.json`,
      path.replace("p", "%70"),
      path.toUpperCase(),
    ]);
    for (const path of paths) {
      for (const headers of [{}, ...skip, ...rsc, ...segments]) {
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
      expect((await httpClient(app.url).send("/private", { headers: { cookie } })).status).toBe(
        307,
      );
      expect((await httpClient(app.url).send("/api/me", { headers: { cookie } })).status).toBe(401);
    }
    expect((await client.send("/private")).status).toBe(200);
  });

  test("two session cookies in one request are refused, in either order", async () => {
    const [ada, grace] = [await signedIn("ada"), await signedIn("grace")];
    for (const cookie of [
      `${ada.cookie()}; ${grace.cookie()}`,
      `${grace.cookie()}; ${ada.cookie()}`,
    ]) {
      const { status } = await httpClient(app.url).send("/api/me", { headers: { cookie } });
      expect(status).toBe(400);
      const page = await httpClient(app.url).send("/unproxied", { headers: { cookie } });
      expect(page.text).not.toContain(SECRET_TEXT);
    }
  });

  test("a page response carries a due renewal, and no cache may store that response", async () => {
    const client = await signedIn();
    expect((await client.send("/private")).headers.getSetCookie()).toEqual([]);
    await delay(RENEWAL_DUE);
    for (const path of ["/private", "/"]) {
      const { status, headers } = await client.send(path);
      expect(status).toBe(200);
      expect([path, headers.getSetCookie().length]).toEqual([path, 1]);
      expect(headers.get("cache-control")).toContain("no-store");
      expect(headers.get("cache-control")).not.toContain("s-maxage");
      await delay(RENEWAL_DUE);
    }
    expect((await client.send("/api/me")).headers.getSetCookie()).toHaveLength(1);
    expect((await client.send("/private")).status).toBe(200);
  });

  test("a prerendered page without a session stays cacheable", async () => {
    const { headers } = await httpClient(app.url).send("/");
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get("cache-control")).toContain("s-maxage");
  });

  test("a sign-out in a handler takes precedence over the renewal of the same request", async () => {
    const client = await signedIn();
    await delay(RENEWAL_DUE);
    const { status, headers } = await client.send("/api/leave", {
      method: "POST",
      headers: origin(),
    });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    const session = headers.getSetCookie().filter((text) => text.startsWith("signet="));
    expect(session).toHaveLength(1);
    expect(session[0]).toMatch(/^signet=;.*Max-Age=0/i);
    expect((await client.send("/api/me")).status).toBe(401);
  });

  test("a former cookie from a late response does not restore a signed-out session", async () => {
    const client = await signedIn();
    const before = client.cookie();
    await client.send("/api/auth/sign-out", { method: "POST", headers: origin() });
    const cookie = [before, client.cookie()].filter(Boolean).join("; ");
    expect((await httpClient(app.url).send("/api/me", { headers: { cookie } })).status).toBe(401);
    expect((await httpClient(app.url).send("/private", { headers: { cookie } })).status).toBe(307);
  });

  test("the endpoints answer at the path where the app mounted them", async () => {
    const client = await signedIn();
    const { text } = await client.send("/api/auth/session");
    expect(JSON.parse(text)).toMatchObject({ session: { userId: "ada" } });
    expect((await client.send("/api/auth/nothing")).status).toBe(404);
    const list = await client.send("/api/auth/sessions");
    expect(list.status).toBe(strategy === "database" ? 200 : 404);
  });

  describe("a Server Action", () => {
    /** Submits one of the page's forms as a browser without JavaScript does. */
    async function submit(client: Client, at: number, headers: Record<string, string>) {
      const { text } = await (await signedIn("form")).send("/form");
      const ids = [...text.matchAll(/name="(\$ACTION_ID_[0-9a-f]+)"/g)].map(
        (match) => match[1] ?? "",
      );
      const body = new FormData();
      body.set(ids[at] ?? "no such form", "");
      body.set("name", "Renamed");
      return client.send("/form", { method: "POST", body, headers });
    }
    const name = async (client: Client) =>
      JSON.parse((await client.send("/api/me")).text).data?.name;

    test("a guarded Server Action receives the session and can update it", async () => {
      const client = await signedIn();
      const { status, text } = await submit(client, 0, origin());
      expect(status).toBe(200);
      expect(text).toContain("Renamed");
      expect(await name(client)).toBe("Renamed");
    });

    test("a guarded Server Action refuses a request unless its headers show the same origin", async () => {
      const client = await signedIn();
      await submit(client, 0, {});
      await submit(client, 0, { origin: "https://evil.example" });
      await submit(client, 0, { ...origin(), "sec-fetch-site": "cross-site" });
      expect(await name(client)).toBe("ada");
    });

    test("a guarded Server Action without a session redirects to the sign-in page with returnTo", async () => {
      const client = await signedIn();
      await submit(client, 1, origin());
      const { status, headers } = await submit(client, 0, origin());
      expect(status).toBe(303);
      expect(headers.get("location")).toBe("/sign-in?returnTo=%2Fform");
    });

    test("a guarded Server Action can sign out", async () => {
      const client = await signedIn();
      await submit(client, 1, origin());
      expect((await client.send("/api/me")).status).toBe(401);
    });
  });

  test("a sign-in in a Server Component throws an explanation and leaves no session in the store", async () => {
    const { text, headers } = await httpClient(app.url).send("/wrong");
    expect(text).toContain("A Server Component cannot set cookies");
    expect(headers.getSetCookie()).toEqual([]);
    if (strategy === "jwt") return;
    const wrong = await signedIn("wrong");
    const { sessions } = JSON.parse((await wrong.send("/api/auth/sessions")).text);
    expect(sessions).toHaveLength(1);
  });
});

function json(body: object): RequestInit {
  return { method: "POST", body: JSON.stringify(body) };
}
