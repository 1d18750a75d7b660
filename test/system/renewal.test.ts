import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

/** Longer than the fixture's `renewAfter` of three seconds. */
const RENEWAL_DUE = 3_200;

describe.each(["jwt", "database"] as const)("a renewal that is due under %s()", (strategy) => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy });
  });
  afterAll(() => app?.stop());

  test("a due renewal does not break a page that calls a guarded action during rendering", async () => {
    const client = httpClient(app.url);
    const body = JSON.stringify({ userId: "ada" });
    const headers = { origin: app.url };
    expect((await client.send("/api/sign-in", { method: "POST", body, headers })).status).toBe(200);
    for (const wait of [0, RENEWAL_DUE]) {
      await delay(wait);
      const own = { headers: { "sec-fetch-site": "same-origin" } };
      const { status, text } = await client.send("/unproxied/acting", own);
      expect(status).toBe(200);
      expect(text.replaceAll("<!-- -->", "")).toContain("It is ada");
    }
  });
});
