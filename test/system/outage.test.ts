import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

const SECRET_TEXT = "Secret of";

describe("signet-auth/next during an outage of the store", () => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy: "database", store: import.meta.dirname });
  });
  afterAll(() => app.stop());

  const cookie = `signet=${"a".repeat(26)}.${"b".repeat(43)}`;

  test("during an outage of the store, every guard refuses and no response signs a user out", async () => {
    const ofPages = ["/api/p/me", "/p/private", "/p/unproxied", "/api/p/auth/session"];
    for (const path of ["/api/me", "/private", "/api/auth/session", ...ofPages]) {
      const { status, headers } = await httpClient(app.url).send(path, { headers: { cookie } });
      expect([path, status]).toEqual([path, 503]);
      expect(headers.get("retry-after")).toBe("5");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.getSetCookie()).toEqual([]);
    }
    const page = await httpClient(app.url).send("/unproxied", { headers: { cookie } });
    expect(page.status).toBe(500);
    expect(page.text).not.toContain(SECRET_TEXT);
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  test("during an outage, the proxy and auth.props answer a navigation with a page and a script with JSON", async () => {
    // Node's fetch always sends headers that mark it as a script.
    const send = async (path: string, headers: Record<string, string>) => {
      const request = get(app.url + path, { headers: { cookie, ...headers } });
      const [answer] = (await once(request, "response")) as [IncomingMessage];
      return [answer.statusCode, answer.headers["content-type"], await text(answer)] as const;
    };
    // auth.props answers where the proxy does not run.
    for (const path of ["/private", "/p/private", "/p/unproxied"]) {
      expect(await send(path, { accept: "text/html", "sec-fetch-mode": "navigate" })).toEqual([
        503,
        "text/html; charset=utf-8",
        expect.stringContaining("This did not sign you out."),
      ]);
      expect(await send(path, { accept: "*/*", "sec-fetch-mode": "cors" })).toEqual([
        503,
        "application/problem+json",
        expect.stringContaining("Session store unavailable"),
      ]);
    }
  });

  test("during an outage, auth.read() returns unavailable, and isStoreUnavailable recognizes the error of auth()", async () => {
    for (const path of ["/api/reading", "/api/p/reading"]) {
      const { status, text } = await httpClient(app.url).send(path, { headers: { cookie } });
      expect(status).toBe(200);
      expect(JSON.parse(text)).toEqual({ status: "unavailable", thrown: true });
    }
  });

  test("during an outage, the log contains no cookie value and no secret", () => {
    expect(app.output()).not.toContain("b".repeat(43));
    expect(app.output()).not.toContain("a-secret-for-the-fixture");
  });
});
