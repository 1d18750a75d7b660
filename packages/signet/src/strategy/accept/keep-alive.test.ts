import { expect, test } from "vitest";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { testClock } from "../../testing/clock.ts";
import { database } from "../database.ts";
import { hybrid } from "../hybrid/index.ts";
import { jwt } from "../jwt.ts";

const secret = "a-secret-for-change-over-tests-0123456789";
const DAY = 86_400_000;

const former = {
  jwt: () => jwt(),
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};

test.each([
  ["jwt", false],
  ["database", true],
  ["hybrid", true],
] as const)(
  "keepAlive of an unmoved %s() session returns false, and keeps a stored session alive",
  async (name, isKept) => {
    const clock = testClock();
    const strategy = former[name]();
    const common = { secret, now: () => clock.now() };
    const before = createSignet({ ...common, strategy });
    const after = createSignet({
      ...common,
      strategy: database({ store: memoryStore() }),
      accept: [strategy],
    });
    const browser = testBrowser();
    browser.receive((await before.signIn(browser.headers(), { userId: "ada" })).setCookies);
    const headers = browser.headers();
    for (let days = 5; days <= 10; days += 5) {
      clock.advance(5 * DAY);
      const reading = await after.read(headers);
      if (days === 10 && !isKept) expect(reading).toMatchObject({ status: "rejected" });
      else expect(await after.keepAlive(headers, reading)).toBe(false);
    }
  },
);
