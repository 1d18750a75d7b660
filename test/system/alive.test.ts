import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";

/** Seconds; the fixture's `renewAfter` is three. */
const IDLE = 10;
/** Longer than `renewAfter`, and twice of it longer than `IDLE`; milliseconds. */
const BETWEEN_PAGES = 5_500;

/** Reads a page where no proxy runs, time and again; what it answered. */
async function readPages(strategy: "jwt" | "database" | "hybrid", today: boolean) {
  const app = await startFixture({ strategy, today, idle: IDLE });
  onTestFinished(() => app.stop());
  const client = httpClient(app.url);
  const body = JSON.stringify({ userId: "ada" });
  const { headers } = await client.send("/api/sign-in", { method: "POST", body });
  const seen: boolean[] = [];
  for (let pages = 0; pages < 2; pages++) {
    await delay(BETWEEN_PAGES);
    // Where the browser keeps what was read, it keeps the session alive as well.
    if (today) expect((await client.send("/unproxied/mine")).status).toBe(200);
    const { text, headers: page } = await client.send("/unproxied");
    expect(page.getSetCookie()).toEqual([]);
    seen.push(text.includes("Secret of"));
  }
  expect(app.output()).not.toMatch(/error|⨯/i);
  return { seen, maxAge: /Max-Age=(\d+)/.exec(headers.getSetCookie()[0] ?? "")?.[1] };
}

test.each([false, true])(
  "who only reads pages stays signed in under a strategy with a store (today's defaults: %s)",
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
