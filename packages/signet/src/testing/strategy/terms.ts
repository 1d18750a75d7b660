import { deepEqual, equal, rejects } from "node:assert/strict";
import { parseSetCookie } from "cookie";
import type { SignInInput } from "../../engine/sign-in.ts";
import { testBrowser } from "../browser.ts";
import {
  active,
  bearer,
  type CaseOptions,
  DAY,
  engineOn,
  isStored,
  makeSetting,
  SECOND,
  type Setting,
  sessionsIn,
  type TestData,
} from "./setting.ts";

const HOUR = 3_600 * SECOND;
const EXPIRED = { status: "rejected", reason: "expired" };
const INPUT = { userId: "user-1", data: { name: "Ada" } };
const SHORT = { ...INPUT, lifetime: { idle: "1d", absolute: "3d" }, persistent: false } as const;
const TERMS = { idle: DAY, absolute: 3 * DAY, persistent: false };

/** Tests `lifetime` and `persistent` of sign-in: a shorter life, and a cookie that ends with the browser. */
export function termsCases(options: CaseOptions): void {
  const { test } = options;

  test("a session with a shorter idle time of its own ends after it, and a renewal moves its end by it", async () => {
    const { signet, clock, browser } = await signedIn(options, { ...INPUT, lifetime: IDLE });
    clock.advance(HOUR - 1);
    const due = await signet.read(browser.headers());
    equal(due.status === "active" && due.renew, true);
    browser.receive(await signet.renew(browser.headers(), due));
    const renewed = await signet.read(browser.headers());
    equal(active(renewed).expiresAt.getTime(), active(renewed).renewedAt.getTime() + HOUR);
    deepEqual(active(renewed).terms, { idle: HOUR, absolute: null, persistent: true });
    clock.advance(HOUR - SECOND);
    equal((await signet.read(browser.headers())).status, "active");
    clock.advance(SECOND);
    deepEqual(await signet.read(browser.headers()), EXPIRED);
  });

  test("a session with a shorter idle time of its own is renewed after a seventh of it", async () => {
    const { signet, clock, browser } = await signedIn(options, { ...INPUT, lifetime: IDLE });
    const isDue = async () => {
      const reading = await signet.read(browser.headers());
      return reading.status === "active" && reading.renew;
    };
    clock.advance(Math.floor(HOUR / 7) - 1);
    equal(await isDue(), false);
    clock.advance(1);
    equal(await isDue(), true);
  });

  test("no renewal, update or keepAlive moves a session past its own absolute end", async () => {
    const { signet, clock, browser, issued } = await signedIn(options, SHORT);
    const end = issued.session.createdAt.getTime() + 3 * DAY;
    for (let round = 0; clock.now() + 8 * HOUR < end; round++) {
      clock.advance(8 * HOUR);
      const reading = await signet.read(browser.headers());
      deepEqual(active(reading).terms, TERMS);
      equal(active(reading).expiresAt.getTime() <= end, true);
      if (round % 3 === 0) await signet.keepAlive(browser.headers(), reading);
      if (round % 3 === 1) {
        const updated = await signet.update(browser.headers(), { count: round });
        deepEqual(updated.session.terms, TERMS);
        browser.receive(updated.setCookies);
      } else browser.receive(await signet.renew(browser.headers(), reading));
    }
    clock.advance(end - clock.now() - 1);
    const last = await signet.read(browser.headers());
    equal(active(last).expiresAt.getTime(), end);
    equal(last.status === "active" && last.renew, false);
    clock.advance(1);
    deepEqual(await signet.read(browser.headers()), EXPIRED);
    deepEqual(await signet.read(bearer(issued.credential)), EXPIRED);
  });

  test("an absolute time alone ends a session earlier, however often it is used", async () => {
    const input = { ...INPUT, lifetime: { absolute: "12h" } } as const;
    const { signet, clock, browser, issued } = await signedIn(options, input);
    equal(
      issued.session.expiresAt.getTime(),
      Math.floor(issued.session.createdAt.getTime() / SECOND) * SECOND + 12 * HOUR,
    );
    clock.advance(12 * HOUR - 1);
    const reading = await signet.read(browser.headers());
    equal(reading.status === "active" && reading.renew, false);
    clock.advance(1);
    deepEqual(await signet.read(browser.headers()), EXPIRED);
  });

  test("a configured lifetime that becomes shorter ends a session before its own terms, and a longer one does not extend it", async () => {
    const { strategy, clock, browser } = await signedIn(options, SHORT);
    const shorter = engineOn(strategy, clock, { lifetime: { idle: "6h", absolute: "6h" } });
    const longer = engineOn(strategy, clock, { lifetime: { idle: "60d", absolute: "60d" } });
    clock.advance(6 * HOUR - 1);
    equal((await shorter.read(browser.headers())).status, "active");
    clock.advance(1);
    deepEqual(await shorter.read(browser.headers()), EXPIRED);
    browser.receive(await longer.renew(browser.headers(), await longer.read(browser.headers())));
    clock.advance(DAY - 1);
    equal((await longer.read(browser.headers())).status, "active");
    clock.advance(1);
    deepEqual(await longer.read(browser.headers()), EXPIRED);
  });

  test("the cookie of a session that is not persistent ends with the browser, at sign-in, renewal and update", async () => {
    const { signet, strategy, clock, browser, issued } = await signedIn(options, SHORT);
    deepEqual(endsOf(issued.setCookies), ["with the browser"]);
    clock.advance(DAY / 2);
    const renewed = await signet.renew(browser.headers(), await signet.read(browser.headers()));
    deepEqual(endsOf(renewed), ["with the browser"]);
    browser.receive(renewed);
    const updated = await signet.update(browser.headers(), { name: "Grace" });
    deepEqual(endsOf(updated.setCookies), ["with the browser"]);
    browser.receive(updated.setCookies);
    deepEqual(active(await signet.read(browser.headers())).terms, TERMS);
    const next = await signet.signIn(browser.headers(), INPUT);
    equal("terms" in next.session, false);
    equal(endsOf(next.setCookies)[0], isStored(strategy) ? 30 * DAY : 7 * DAY);
  });

  test("a persistent cookie lasts as long as a session with terms of its own can live", async () => {
    const input = { ...INPUT, lifetime: { idle: "1d", absolute: "3d" } } as const;
    const { strategy, issued } = await signedIn(options, input);
    deepEqual(endsOf(issued.setCookies), [isStored(strategy) ? 3 * DAY : DAY]);
  });

  test("keepAlive moves the idle end of a stored session by the session's own idle time", async () => {
    const { signet, strategy, clock, browser } = await signedIn(options, SHORT);
    clock.advance(DAY / 2);
    const reading = await signet.read(browser.headers());
    equal(await signet.keepAlive(browser.headers(), reading), isStored(strategy));
    clock.advance(DAY - 1);
    const later = await signet.read(browser.headers());
    if (!isStored(strategy)) return deepEqual(later, EXPIRED);
    equal(active(later).expiresAt.getTime(), clock.now() + 1);
    clock.advance(1);
    deepEqual(await signet.read(browser.headers()), EXPIRED);
  });

  test("the list of a user's sessions has their own terms, and no session beyond its own end", async () => {
    const setting = await signedIn(options, SHORT);
    const sessions = sessionsIn(setting);
    if (sessions === null) return;
    await setting.signet.signIn(testBrowser().headers(), INPUT);
    const terms = async () => (await sessions.list("user-1")).map((session) => session.terms);
    equal((await terms()).length, 2);
    deepEqual(
      (await terms()).filter((each) => each !== undefined),
      [TERMS],
    );
    setting.clock.advance(DAY);
    deepEqual(await terms(), [undefined]);
  });

  test("terms that are longer than configured or make no sense are refused, and nothing is written", async () => {
    const setting = await makeSetting(options);
    const refused: object[] = [
      ...[{ idle: "8d" }, { absolute: "31d" }, { idle: "1d", absolute: "31d" }, {}],
      ...[{ idle: 0 }, { idle: -1 }, { idle: Number.NaN }, { idle: "1" }, { absolute: "0s" }],
      ...[{ idle: undefined }, { idle: null }, { idle: "2d", absolute: "1d" }],
      ...[{ idle: "1d", renewAfter: "1h" }, { idel: "1d" }, ["1d"], new Map()],
    ].map((lifetime) => ({ lifetime }));
    refused.push({ lifetime: "aal3" }, { lifetime: 60 }, { lifetime: null });
    refused.push({ persistent: "false" }, { persistent: 0 }, { persistent: null });
    refused.push({ persistant: false });
    for (const terms of refused) {
      const headers = testBrowser().headers();
      const refusal = setting.signet.signIn(headers, { ...INPUT, ...terms });
      await rejects(refusal, { code: "invalid-input" }, JSON.stringify(terms));
    }
    deepEqual((await sessionsIn(setting)?.list("user-1")) ?? [], []);
    const equalTimes = { ...INPUT, lifetime: { idle: "7d", absolute: "30d" } } as const;
    const { session } = await setting.signet.signIn(testBrowser().headers(), equalTimes);
    deepEqual(session.terms, { idle: 7 * DAY, absolute: 30 * DAY, persistent: true });
  });
}

const IDLE = { idle: "1h" } as const;

async function signedIn(options: CaseOptions, input: SignInInput<TestData>) {
  const setting: Setting = await makeSetting(options);
  const browser = testBrowser();
  const issued = await setting.signet.signIn(browser.headers(), input);
  browser.receive(issued.setCookies);
  return { ...setting, browser, issued };
}

/** Returns when the cookies of a session end, in milliseconds; without the cookies that a response deletes. */
function endsOf(setCookies: readonly string[]): (number | "with the browser" | "at a date")[] {
  return setCookies
    .map((text) => parseSetCookie(text))
    .filter(({ maxAge, name }) => maxAge !== 0 && !name.endsWith("-ended"))
    .map(({ maxAge, expires }) => {
      if (expires !== undefined) return "at a date";
      return maxAge === undefined ? "with the browser" : maxAge * SECOND;
    });
}
