import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { buildIdOfFixture, startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

const SECRET_TEXT = "Secret of";

/** Tests of what only the Pages Router has; guards.test.ts holds both routers to the same answers. */
describe.each(["jwt", "database"] as const)("the Pages Router under %s()", (strategy) => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy });
  });
  afterAll(() => app?.stop());

  async function signedIn(userId = "ada"): Promise<Client> {
    const client = httpClient(app.url);
    const body = JSON.stringify({ userId });
    expect((await client.send("/api/p/sign-in", { method: "POST", body })).status).toBe(200);
    return client;
  }
  const dataOf = (path: string) => {
    const [page, query = ""] = path.split("?");
    return `/_next/data/${buildIdOfFixture()}${page}.json${query && `?${query}`}`;
  };

  test("getServerSideProps receives the parameters and the query beside the session", async () => {
    const client = await signedIn("grace");
    const { text } = await client.send("/p/team/7?tab=x");
    expect(text.replaceAll("<!-- -->", "")).toContain("Secret of grace: team 7, tab x");
    expect(JSON.parse((await client.send(dataOf("/p/team/7?tab=x"))).text).pageProps).toEqual({
      name: "grace",
      id: "7",
      tab: "x",
    });
  });

  test("the JSON of a page under /_next/data is guarded as the page, and no cache may store it", async () => {
    const client = await signedIn();
    const visitor = httpClient(app.url);
    for (const path of ["/p/private", "/p/unproxied/bare?tab=1", "/p/team/7?tab=x"]) {
      for (const headers of [{}, { "x-nextjs-data": "1" }] as Record<string, string>[]) {
        const known = await client.send(dataOf(path), { headers });
        expect([path, JSON.parse(known.text).pageProps.name]).toEqual([path, "ada"]);
        expect(known.headers.get("cache-control")).toBe("no-store");
        const unknown = await visitor.send(dataOf(path), { headers });
        expect(unknown.headers.get("cache-control")).toBe("no-store");
        expect(unknown.text).not.toContain("name");
        // The proxy answers in a header, and the guard in the JSON.
        const target =
          unknown.headers.get("x-nextjs-redirect") ??
          JSON.parse(unknown.text).pageProps.__N_REDIRECT;
        expect(target).toBe(`/sign-in?returnTo=${encodeURIComponent(path)}`);
      }
    }
  });

  test("a script that asks for a page without a sign-in page gets 401 as JSON", async () => {
    const { status, headers, text } = await httpClient(app.url).send(dataOf("/p/members"));
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toBe("Bearer");
    expect(JSON.parse(text)).toMatchObject({ status: 401, error: "Invalid or expired token" });
  });

  test("a form of a guarded page can update the session, and only from the same origin", async () => {
    const client = await signedIn();
    const post = (headers: Record<string, string>) =>
      client.send("/p/name", { method: "POST", headers });
    for (const headers of [{}, { origin: "https://evil.example" }] as Record<string, string>[]) {
      expect((await post(headers)).status).toBe(403);
    }
    expect((await client.send("/p/name")).text).toContain("ada");
    const { status, text } = await post({ origin: app.url });
    expect([status, text.includes("Renamed")]).toEqual([200, true]);
    expect((await client.send("/p/name")).text).toContain("Renamed");
  });

  test("a sign-out in getServerSideProps deletes the cookie and is seen in the same request", async () => {
    const client = await signedIn();
    const { text } = await client.send("/p/leave", {
      headers: { "sec-fetch-site": "same-origin" },
    });
    expect(text.replaceAll("<!-- -->", "")).toContain("Secret of undefined");
    expect((await client.send("/api/p/me")).status).toBe(401);
  });

  test("the way back is in the address of the sign-in page, whose form calls an API route", async () => {
    const body = JSON.stringify({ userId: "ada" });
    const sendFrom = async (referer: string) => {
      const headers = { origin: app.url, referer };
      const { text } = await httpClient(app.url).send("/api/p/sign-in", {
        method: "POST",
        body,
        headers,
      });
      return JSON.parse(text).returnTo;
    };
    expect(await sendFrom(`${app.url}/sign-in?returnTo=%2Fp%2Fteam%2F7`)).toBe("/p/team/7");
    expect(await sendFrom(`${app.url}/sign-in?returnTo=%2F%2Fevil.example`)).toBe("/p/private");
    expect(await sendFrom(`${app.url}/sign-in`)).toBe("/p/private");
  });

  test("a sign-in after the headers were sent explains itself and leaves no session in the store", async () => {
    const { text, headers } = await httpClient(app.url).send("/p/wrong");
    expect(text).toContain("The headers of the response were sent already");
    expect(text).not.toContain(SECRET_TEXT);
    expect(headers.getSetCookie()).toEqual([]);
    if (strategy === "jwt") return;
    const wrong = await signedIn("wrong");
    const { sessions } = JSON.parse((await wrong.send("/api/p/auth/sessions")).text);
    expect(sessions).toHaveLength(1);
  });

  test("the endpoints read no body, so the body parser of Next may be on or off", async () => {
    for (const mount of ["/api/p/auth", "/api/p/raw"]) {
      const client = await signedIn();
      const { text } = await client.send(`${mount}/session?signet=a&x=1&x=2`);
      expect(JSON.parse(text)).toMatchObject({ session: { userId: "ada" } });
      const headers = { origin: app.url, "content-type": "application/json" };
      const signOut = { method: "POST", headers, body: "{}" };
      expect((await client.send(`${mount}/sign-out`, signOut)).status).toBe(200);
      expect(JSON.parse((await client.send(`${mount}/session`)).text)).toEqual({ session: null });
    }
  });

  test("no page or route of the Pages Router logs an error", () => {
    expect(app.output()).not.toMatch(/⨯|Error:/);
  });
});
