import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { knownBrowsers } from "./known-browsers";
import { type Limits, limits } from "./limits";
import { type SignInAttempt, takeSignIn } from "./sign-in-limit";

let now: Limits;
beforeEach(() => {
  vi.useFakeTimers();
  globalThis.labLimits = undefined;
  now = limits();
});
afterEach(() => {
  vi.useRealTimers();
});

const STRANGER = { account: "ada", network: "203.0.113.9", browser: null };
const OWNER = { account: "ada", network: "192.0.2.7", browser: null };

const wait = async (signIn: SignInAttempt) => (await takeSignIn(now, signIn)).wait;

async function fail(signIn: SignInAttempt, times: number): Promise<(number | null)[]> {
  const waits: (number | null)[] = [];
  for (let each = 0; each < times; each++) waits.push(await wait(signIn));
  return waits;
}

test("after six wrong passwords an account has to wait for at most one minute on this network", async () => {
  expect(await fail(STRANGER, 8)).toEqual([...Array.from({ length: 6 }, () => null), 60, 60]);
  vi.advanceTimersByTime(60_000);
  expect(await wait(STRANGER)).toBeNull();
});

test("an attacker who guesses for a whole day never locks out the owner on another network", async () => {
  let longest = 0;
  for (let hour = 0; hour < 24; hour++) {
    for (let second = 0; second < 3_600; second += 5) {
      await fail(STRANGER, 2);
      vi.advanceTimersByTime(5_000);
    }
    let waited = 0;
    for (let next = await wait(OWNER); next !== null; next = await wait(OWNER)) {
      waited += next;
      vi.advanceTimersByTime(next * 1_000);
      await fail(STRANGER, 1);
    }
    longest = Math.max(longest, waited);
  }
  expect(longest).toBeLessThanOrEqual(120);
});

test("an attacker on the same network does not lock out a known browser of the account", async () => {
  const known = { ...STRANGER, browser: "a browser of Ada's" };
  await fail(STRANGER, 20);
  expect(await wait(STRANGER)).toBe(60);
  expect(await wait(known)).toBeNull();
});

test("an account allows at most 100 guesses an hour from a hundred networks together", async () => {
  let guesses = 0;
  for (let second = 0; second < 3_600; second += 20) {
    for (let network = 0; network < 100; network++) {
      const one = { account: "ada", network: `198.51.100.${network}`, browser: null };
      if ((await wait(one)) === null) guesses++;
    }
    vi.advanceTimersByTime(20_000);
  }
  expect(guesses).toBeGreaterThan(50);
  expect(guesses).toBeLessThanOrEqual(100);
});

test("the limit of the network stops an attacker who tries one password on many accounts", async () => {
  const tries = Array.from({ length: 60 }, (_, at) => ({ ...STRANGER, account: `user-${at}` }));
  const waits: (number | null)[] = [];
  for (const one of tries) waits.push(await wait(one));
  expect(waits.filter((one) => one === null)).toHaveLength(31);
  expect(waits.at(-1)).toBe(6);
});

test("a correct password is not counted and resets the failures of the account on this network", async () => {
  for (let each = 0; each < 40; each++) {
    const allowed = await takeSignIn(now, OWNER);
    expect(allowed.wait).toBeNull();
    if (allowed.wait === null) await allowed.succeeded();
  }
  await fail(OWNER, 5);
  const allowed = await takeSignIn(now, OWNER);
  if (allowed.wait === null) await allowed.succeeded();
  expect(await fail(OWNER, 3)).toEqual([null, null, null]);
});

test("sign-ins to an own account give an attacker no more guesses at other accounts", async () => {
  const waits: (number | null)[] = [];
  for (let each = 0; each < 60; each++) {
    const own = await takeSignIn(now, { ...STRANGER, account: "mallory" });
    if (own.wait === null) await own.succeeded();
    waits.push(await wait({ ...STRANGER, account: `user-${each}` }));
  }
  expect(waits.filter((one) => one === null).length).toBeLessThanOrEqual(31);
});

test("an impossible user name is counted only for the network", async () => {
  expect(await fail({ ...STRANGER, account: null }, 31)).not.toContain(60);
  expect(await wait({ ...STRANGER, account: null })).toBe(6);
});

const SECRET = "q0Lr3bAq2yS8vN4kT1uXwZ5cE7gJ9mP-R_dFhKoVnIY";

test("the mark of a browser is valid only for its account, and does not reveal the account", () => {
  const browsers = knownBrowsers(SECRET);
  const mark = browsers.mark("ada");
  expect(browsers.find("ada", mark)).toMatch(/^[0-9a-f-]{36}$/);
  expect(browsers.find("grace", mark)).toBeNull();
  expect(browsers.find(null, mark)).toBeNull();
  expect(browsers.find("ada", null)).toBeNull();
  expect(browsers.find("ada", `${mark}x`)).toBeNull();
  expect(browsers.find("ada", "")).toBeNull();
  expect(knownBrowsers(SECRET.replace("q", "r")).find("ada", mark)).toBeNull();
  expect(Buffer.from(mark.split(".").join(""), "base64url").toString("latin1")).not.toContain(
    "ada",
  );
  vi.advanceTimersByTime(181 * 86_400_000);
  expect(browsers.find("ada", mark)).toBeNull();
});
