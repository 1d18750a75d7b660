import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

const SECRET_TEXT = "Secret of";

describe("signet-auth/next when the store is out", () => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy: "database", store: import.meta.dirname });
  });
  afterAll(() => app.stop());

  const cookie = `signet=${"a".repeat(26)}.${"b".repeat(43)}`;

  test("nobody is let in and nobody is signed out", async () => {
    for (const path of ["/api/me", "/private", "/api/auth/session"]) {
      const { status, headers } = await httpClient(app.url).send(path, { headers: { cookie } });
      expect([path, status]).toEqual([path, 503]);
      expect(headers.get("retry-after")).toBe("5");
      expect(headers.getSetCookie()).toEqual([]);
    }
    const page = await httpClient(app.url).send("/unproxied", { headers: { cookie } });
    expect(page.status).toBe(500);
    expect(page.text).not.toContain(SECRET_TEXT);
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  test("the proxy tells a person so on a page, and a script in JSON", async () => {
    // Node's fetch says by itself that it is a script.
    const asked = async (headers: Record<string, string>) => {
      const request = get(`${app.url}/private`, { headers: { cookie, ...headers } });
      const [answer] = (await once(request, "response")) as [IncomingMessage];
      return [answer.statusCode, answer.headers["content-type"], await text(answer)] as const;
    };
    expect(await asked({ accept: "text/html", "sec-fetch-mode": "navigate" })).toEqual([
      503,
      "text/html; charset=utf-8",
      expect.stringContaining("This did not sign you out."),
    ]);
    expect(await asked({ accept: "*/*", "sec-fetch-mode": "cors" })).toEqual([
      503,
      "application/problem+json",
      expect.stringContaining("Session store unavailable"),
    ]);
  });

  test("auth.read() answers unavailable, and isStoreUnavailable knows what auth() throws", async () => {
    const { status, text } = await httpClient(app.url).send("/api/reading", {
      headers: { cookie },
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ status: "unavailable", thrown: true });
  });

  test("no cookie value and no secret reaches the log", () => {
    expect(app.output()).not.toContain("b".repeat(43));
    expect(app.output()).not.toContain("a-secret-for-the-fixture");
  });
});
