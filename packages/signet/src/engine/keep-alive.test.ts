import { expect, test } from "vitest";
import type { Renewal, Store } from "../store/contract.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-engine-tests-0123456789-abc";
const DAY = 86_400_000;

async function signedInOn(store: Store) {
  const clock = testClock();
  const signet = createSignet({
    strategy: database({ store }),
    secret,
    now: () => clock.now(),
  });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), { userId: "user-1" })).setCookies);
  return { signet, browser, clock };
}

test("keepAlive writes once in renewAfter, for any number of concurrent pages", async () => {
  const renewals: Renewal[] = [];
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    renew: async (id, renewal) => {
      const written = await inner.renew(id, renewal);
      if (written) renewals.push(renewal);
      return written;
    },
  };
  const { signet, browser, clock } = await signedInOn(store);
  const headers = browser.headers();
  const readPages = () =>
    Promise.all(
      Array.from({ length: 20 }, async () => signet.keepAlive(headers, await signet.read(headers))),
    );
  await readPages();
  expect(renewals).toEqual([]);
  clock.advance(DAY);
  await readPages();
  await readPages();
  expect(renewals).toHaveLength(1);
  clock.advance(DAY - 1);
  await readPages();
  expect(renewals).toHaveLength(1);
});

test("keepAlive does not restore a session that was revoked while its page was rendered", async () => {
  const { signet, browser, clock } = await signedInOn(memoryStore());
  clock.advance(2 * DAY);
  const headers = browser.headers();
  const reading = await signet.read(headers);
  await signet.sessions.revokeAll("user-1");
  expect(await signet.keepAlive(headers, reading)).toBe(true);
  expect(await signet.read(headers)).toEqual({ status: "rejected", reason: "revoked" });
});

test("keepAlive does not throw in an outage, and the session stays active and due for renewal", async () => {
  const broken = { now: false };
  const inner = memoryStore();
  const renew: Store["renew"] = async (...args) => {
    if (broken.now) throw new Error("database or disk is full");
    return inner.renew(...args);
  };
  const { signet, browser, clock } = await signedInOn({ ...inner, renew });
  clock.advance(2 * DAY);
  const reading = await signet.read(browser.headers());
  broken.now = true;
  expect(await signet.keepAlive(browser.headers(), reading)).toBe(true);
  broken.now = false;
  expect(await signet.read(browser.headers())).toMatchObject({ status: "active", renew: true });
});
