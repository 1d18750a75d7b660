import { expect, test } from "vitest";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { testClock } from "../../testing/clock.ts";
import type { Strategy } from "../contract.ts";
import { database } from "../database.ts";
import { hybrid } from "../hybrid/index.ts";
import { jwt } from "../jwt.ts";

const secret = "a-secret-for-tests-of-terms-0123456789-abc";
const HOUR = 3_600_000;
const MEMBERS = { userId: "ada", lifetime: { idle: "1h", absolute: "150m" } } as const;

/** Creates engines on one clock, and one browser that is signed in with terms of its own. */
function setting() {
  const clock = testClock();
  const start = clock.now();
  const browser = testBrowser();
  const engineOf = (strategy: Strategy, accept: Strategy[] = []) =>
    createSignet({ strategy, accept, secret, now: () => clock.now() });
  async function renew(signet: ReturnType<typeof engineOf>) {
    browser.receive(await signet.renew(browser.headers(), await signet.read(browser.headers())));
  }
  return { clock, start, browser, engineOf, renew };
}

// The store's own end counts in lists, in limits of sessions, in purges and on servers of earlier releases.
test.each(Object.entries({ database, hybrid }))(
  "the record of a %s() session has the end by the session's own terms, also after each renewal",
  async (_, make) => {
    const { clock, start, browser, engineOf, renew } = setting();
    const store = memoryStore();
    const signet = engineOf(make({ store }));
    const { session, setCookies } = await signet.signIn(browser.headers(), MEMBERS);
    browser.receive(setCookies);
    const end = async () => ((await store.find(session.id))?.expiresAt ?? 0) - start;
    expect(await end()).toBe(HOUR);
    clock.advance(HOUR / 2);
    await renew(signet);
    expect(await end()).toBe(1.5 * HOUR);
    clock.advance(HOUR / 2);
    await signet.keepAlive(browser.headers(), await signet.read(browser.headers()));
    expect(await end()).toBe(2 * HOUR);
    clock.advance(HOUR * 0.75);
    await renew(signet);
    expect(await end()).toBe(2.5 * HOUR);
  },
);

test.each(Object.entries({ database, hybrid }))(
  "the record that %s() adopts has the end by the session's own terms, also when it had the session before",
  async (_, make) => {
    const { clock, start, browser, engineOf, renew } = setting();
    const store = memoryStore();
    const [former, current] = [jwt(), make({ store })];
    const signedIn = await engineOf(former).signIn(browser.headers(), MEMBERS);
    browser.receive(signedIn.setCookies);
    const [there, back] = [engineOf(current, [former]), engineOf(former, [current])];
    const end = async () => ((await store.find(signedIn.session.id))?.expiresAt ?? 0) - start;
    for (const [server, expected] of [
      [there, HOUR * 1.25],
      [back, HOUR * 1.25],
      [there, HOUR * 1.75],
    ] as const) {
      clock.advance(HOUR / 4);
      await renew(server);
      expect(await end()).toBe(expected);
    }
  },
);
