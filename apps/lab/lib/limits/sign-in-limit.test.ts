import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { knownBrowsers } from "./known-browser";
import { type Limits, limits } from "./rules";
import { type SignInTry, takeSignIn } from "./sign-in-limit";

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

const wait = async (signIn: SignInTry) => (await takeSignIn(now, signIn)).wait;

async function fail(signIn: SignInTry, times: number): Promise<(number | null)[]> {
  const waits: (number | null)[] = [];
  for (let each = 0; each < times; each++) waits.push(await wait(signIn));
  return waits;
}

test("after six wrong passwords an account has to wait on this network, a minute at most", async () => {
  expect(await fail(STRANGER, 8)).toEqual([...Array.from({ length: 6 }, () => null), 60, 60]);
  vi.advanceTimersByTime(60_000);
  expect(await wait(STRANGER)).toBeNull();
});

test("a stranger who guesses for a whole day never locks out the owner on another network", async () => {
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

test("a stranger on the owner's own network does not keep out the browser that the account knows", async () => {
  const known = { ...STRANGER, browser: "a browser of Ada's" };
  await fail(STRANGER, 20);
  expect(await wait(STRANGER)).toBe(60);
  expect(await wait(known)).toBeNull();
});

test("from a hundred networks an account takes no more than 100 guesses in an hour", async () => {
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

test("whoever tries one password on many accounts is stopped by the network's limit", async () => {
  const tries = Array.from({ length: 60 }, (_, at) => ({ ...STRANGER, account: `user-${at}` }));
  const waits: (number | null)[] = [];
  for (const one of tries) waits.push(await wait(one));
  expect(waits.filter((one) => one === null)).toHaveLength(31);
  expect(waits.at(-1)).toBe(6);
});

test("a right password counts for nothing, and what failed before it is forgotten here", async () => {
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

test("with an account of one's own one does not win more guesses at others", async () => {
  const waits: (number | null)[] = [];
  for (let each = 0; each < 60; each++) {
    const own = await takeSignIn(now, { ...STRANGER, account: "mallory" });
    if (own.wait === null) await own.succeeded();
    waits.push(await wait({ ...STRANGER, account: `user-${each}` }));
  }
  expect(waits.filter((one) => one === null).length).toBeLessThanOrEqual(31);
});

test("a name that no account can have is counted for the network alone", async () => {
  expect(await fail({ ...STRANGER, account: null }, 31)).not.toContain(60);
  expect(await wait({ ...STRANGER, account: null })).toBe(6);
});

const SECRET = "q0Lr3bAq2yS8vN4kT1uXwZ5cE7gJ9mP-R_dFhKoVnIY";

test("a browser's mark is known for its account alone, and nobody reads whose it is", () => {
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
