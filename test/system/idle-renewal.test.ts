import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";

/** The idle lifetime; seconds. The fixture's `renewAfter` is three seconds. */
const IDLE = 10;
/** Longer than `renewAfter`, and longer than half of `IDLE`; milliseconds. */
const BETWEEN_PAGES = 5_500;

/** Reads a page without the proxy twice, and returns whether each response was for a signed-in user. */
async function readPages(strategy: "jwt" | "database" | "hybrid", today: boolean) {
  const app = await startFixture({ strategy, today, idle: IDLE });
  onTestFinished(() => app.stop());
  const client = httpClient(app.url);
  const body = JSON.stringify({ userId: "ada" });
  const { headers } = await client.send("/api/sign-in", { method: "POST", body });
  const seen: boolean[] = [];
  for (let pages = 0; pages < 2; pages++) {
    await delay(BETWEEN_PAGES);
    // A page with `use cache: private` renews the session as well.
    if (today) expect((await client.send("/unproxied/mine")).status).toBe(200);
    const { text, headers: page } = await client.send("/unproxied");
    expect(page.getSetCookie()).toEqual([]);
    seen.push(text.includes("Secret of"));
  }
  expect(app.output()).not.toMatch(/error|⨯/i);
  return { seen, maxAge: /Max-Age=(\d+)/.exec(headers.getSetCookie()[0] ?? "")?.[1] };
}

test.each([false, true])(
  "reading pages keeps a user signed in under a strategy with a store, with current defaults: %s",
  async (today) => {
    const [stored, hybrid, stateless] = await Promise.all([
      readPages("database", today),
      readPages("hybrid", today),
      readPages("jwt", today),
    ]);
    expect(stored).toEqual({ seen: [true, true], maxAge: "7200" });
    expect(hybrid).toEqual({ seen: [true, true], maxAge: "7200" });
    expect(stateless).toEqual({ seen: [true, false], maxAge: String(IDLE) });
  },
);
