import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createSignet } from "../engine/create-signet.ts";
import { StoreUnavailableError } from "../errors.ts";
import { type FeedStore, LONGEST_EPOCH } from "../store/feed.ts";
import { memoryStore } from "../store/memory/index.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import type { StoredOperations, StoredStrategy, Strategy } from "./contract.ts";
import { database } from "./database.ts";
import { hybrid } from "./hybrid/index.ts";
import { jwt } from "./jwt.ts";
import { sealed } from "./sealed.ts";

const secret = "a-secret-for-renewal-tests-0123456789-abc";
const newer = "a-newer-secret-for-renewal-tests-9876543210";
const data = z.object({ note: z.string() });
const LARGEST_COOKIE = 4_096;
const LARGEST_SESSION = 14_336;
const DAY = 86_400_000;

/** Values of a hybrid() store that make tokens longer. */
interface StoreState {
  epoch: string;
  /** How far the store's clock is ahead; milliseconds. */
  ahead: number;
  /** Updates that each session has already had. */
  updates: number;
  isFeedDown: boolean;
}

function storeWith(state: StoreState): FeedStore {
  const inner = memoryStore();
  return {
    ...inner,
    async find(id) {
      const record = await inner.find(id);
      return record && { ...record, version: record.version + state.updates };
    },
    update: (id, update) =>
      inner.update(id, { ...update, ifVersion: update.ifVersion - state.updates }),
    async revocationsSince(...from) {
      if (state.isFeedDown) throw new Error("the feed is down");
      const page = await inner.revocationsSince(...from);
      return { ...page, epoch: state.epoch, time: page.time + state.ahead };
    },
  };
}

const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  hybrid: (state: StoreState) => hybrid({ store: storeWith(state) }),
};

const settings = fc.record({
  cookieName: fc
    .string({ unit: fc.constantFrom(..."Az09-_"), minLength: 1, maxLength: 64 })
    .filter((name) => !/^__(?:host|secure)-/i.test(name)),
  userId: fc.string({
    unit: fc.constantFrom("a", "é", "\u{1F511}", '"'),
    minLength: 1,
    maxLength: 60,
  }),
  character: fc.constantFrom("n", '"', "é", "\u0000", "\u{1F511}"),
  isHttps: fc.boolean(),
  proofs: fc.array(
    fc.record({
      method: fc.string({ unit: fc.constantFrom("a", "é", '"'), minLength: 1, maxLength: 64 }),
      amr: fc.array(fc.stringMatching(/^[a-z]{1,32}$/), { maxLength: 8 }),
      factors: fc.constantFrom(1 as const, 2 as const),
      at: fc.date({ min: new Date(0), max: new Date(Date.UTC(2002, 0)), noInvalidDate: true }),
    }),
    { maxLength: 4 },
  ),
  start: fc.integer({ min: Date.UTC(2002, 0), max: Date.UTC(2150, 0) }),
  absolute: fc.integer({ min: 8, max: 36_500 }).map((days) => `${days}d` as const),
  steps: fc.array(
    fc.record({
      /** The time before each renewal of this step; days, below the idle time. */
      days: fc.double({ min: 1, max: 6.9, noNaN: true }),
      times: fc.constantFrom(1, 1, 3, 200),
      isUpdated: fc.boolean(),
      state: fc.record({
        epoch: fc.string({
          unit: fc.constantFrom(..."Az09-._"),
          minLength: 1,
          maxLength: LONGEST_EPOCH,
        }),
        ahead: fc.integer({ min: -3_000_000_000_000, max: 3_000_000_000_000 }),
        updates: fc.integer({ min: 0, max: 1e15 }),
        isFeedDown: fc.boolean(),
      }),
    }),
    { maxLength: 6 },
  ),
});

/** Returns the length of the longest note that sign-in accepts. */
async function longest(accepts: (length: number) => Promise<boolean>): Promise<number> {
  let [fits, tooLong] = [0, LARGEST_SESSION];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (await accepts(middle)) fits = middle;
    else tooLong = middle;
  }
  return fits;
}

function sizeOf(setCookies: readonly string[]): number {
  let sum = 0;
  for (const text of setCookies) {
    const pair = text.split(";", 1)[0] ?? "";
    const size = Buffer.byteLength(pair) - "=".length;
    expect(size).toBeLessThanOrEqual(LARGEST_COOKIE);
    if (!text.includes("Max-Age=0")) sum += size;
  }
  expect(sum).toBeLessThanOrEqual(LARGEST_SESSION);
  return sum;
}

describe.each(["jwt", "sealed", "hybrid"] as const)("under %s()", (name) => {
  test("a session that sign-in or update accepts can be renewed as long as it lives", async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        const state: StoreState = { epoch: "", ahead: 0, updates: 0, isFeedDown: true };
        const clock = testClock(setting.start);
        const { cookieName, absolute } = setting;
        const lifetime = { idle: "7d", absolute, renewAfter: "1d" } as const;
        const options = { data, cookieName, lifetime, now: () => clock.now() };
        const strategy: Strategy = strategies[name](state);
        const before = createSignet({ ...options, strategy, secret });
        const after = createSignet({ ...options, strategy, secret: [newer, secret] });
        const host = setting.isHttps ? "app.example" : "localhost";
        const place = {
          host,
          "x-forwarded-proto": setting.isHttps ? "https" : null,
          "sec-fetch-site": "same-origin",
        };
        const browser = testBrowser();
        const request = () => ({ ...place, cookie: browser.headers().cookie });

        const signIn = (length: number) => {
          const input = {
            userId: setting.userId,
            proofs: setting.proofs,
            data: { note: setting.character.repeat(length) },
          };
          return before.signIn(place, input);
        };
        const refusals: unknown[] = [];
        const length = await longest((one) =>
          signIn(one).then(
            () => true,
            (error: unknown) => {
              refusals.push(error);
              return false;
            },
          ),
        );
        for (const refusal of refusals) {
          expect(refusal).toMatchObject({
            code: "cookie-too-large",
            message: expect.stringMatching(/\d+ bytes.*(?:4096|14336).*Store less.*database\(/),
          });
        }
        const { setCookies } = await signIn(length);
        expect(sizeOf(setCookies)).toBeGreaterThan(0);
        browser.receive(setCookies);

        for (const { days, times, isUpdated, state: now } of setting.steps) {
          Object.assign(state, now);
          for (let time = 0; time < times; time++) {
            clock.advance(Math.floor(days * DAY));
            const reading = await after.read(request());
            if (reading.status === "rejected") return;
            expect(reading.status).toBe("active");
            if (reading.status !== "active" || !reading.renew) continue;
            const renewed = await after.renew(request(), reading);
            expect(sizeOf(renewed)).toBeGreaterThan(0);
            browser.receive(renewed);
          }
          if (!isUpdated) continue;
          const note = setting.character.repeat(length);
          const updated = await after.update(request(), { note });
          expect(sizeOf(updated.setCookies)).toBeGreaterThan(0);
          browser.receive(updated.setCookies);
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Signs a user in with `former`, then creates a server with `current`, whose cookies hold less. */
async function moveTo(current: Strategy, former: Strategy, note: string) {
  const clock = testClock();
  const common = { secret, data, now: () => clock.now() };
  const before = createSignet({ ...common, strategy: former });
  const after = createSignet({ ...common, strategy: current, accept: [former] });
  const browser = testBrowser();
  const input = { userId: "ada", data: { note } };
  browser.receive((await before.signIn(browser.headers(), input)).setCookies);
  return { after, browser, clock };
}

test.each(["jwt", "hybrid"] as const)(
  "a session that is too large for %s() stays active with its former strategy, and writes nothing to the store",
  async (name) => {
    const store = memoryStore();
    const current = name === "jwt" ? jwt() : hybrid({ store });
    const { after, browser, clock } = await moveTo(current, sealed(), "n".repeat(8_000));
    clock.advance(2 * DAY);
    const reading = await after.read(browser.headers());
    expect(reading).toMatchObject({ status: "active" });
    browser.receive(await after.renew(browser.headers(), reading));
    expect(await after.read(browser.headers())).toMatchObject({
      status: "active",
      session: { data: { note: "n".repeat(8_000) } },
    });
    expect(await store.listByUser("ada", clock.now())).toEqual([]);
    const update = after.update(browser.headers(), { note: "m".repeat(8_000) });
    await expect(update).rejects.toMatchObject({ code: "cookie-too-large" });
    expect(await store.listByUser("ada", clock.now())).toEqual([]);
    expect((await after.read(browser.headers())).status).toBe("active");
  },
);

test("a hybrid() session whose new token does not fit its cookie stays active with its former token", async () => {
  // A former release reserved no room for a longer token.
  const state: StoreState = { epoch: "", ahead: 0, updates: 0, isFeedDown: true };
  const store = storeWith(state);
  const clock = testClock(Date.now());
  const signet = createSignet({
    strategy: hybrid({ store }),
    secret,
    data,
    now: () => clock.now(),
  });
  const browser = testBrowser();
  const input = { userId: "ada", data: { note: "n" } };
  const issued = await signet.signIn(browser.headers(), input);
  browser.receive(issued.setCookies);
  const note = "n".repeat(4_000);
  const grown = JSON.stringify({ note });
  await store.update(issued.session.id, { data: grown, ifVersion: 0 });
  for (let days = 0; days < 16; days += 4) {
    clock.advance(4 * DAY);
    const reading = await signet.read(browser.headers());
    expect(reading).toMatchObject({ status: "active", renew: true, session: { data: { note } } });
    expect(await signet.renew(browser.headers(), reading)).toEqual([]);
    expect((await store.find(issued.session.id))?.renewedAt).toBe(clock.now());
  }
  const bearer = { host: "localhost", authorization: `Bearer ${issued.credential}` };
  clock.advance(DAY);
  await signet.renew(bearer, await signet.read(bearer));
  expect((await store.find(issued.session.id))?.renewedAt).toBe(clock.now());
});

test.each(["jwt", "hybrid"] as const)(
  "a database() session that is too large for %s() stays active in its former store",
  async (name) => {
    const former = database({ store: memoryStore() });
    const current = name === "jwt" ? jwt() : hybrid({ store: memoryStore() });
    const { after, browser, clock } = await moveTo(current, former, "n".repeat(8_000));
    for (let days = 0; days < 28; days += 4) {
      clock.advance(4 * DAY);
      const reading = await after.read(browser.headers());
      expect(reading.status).toBe("active");
      expect(await after.renew(browser.headers(), reading)).toEqual([]);
    }
  },
);

/** Creates a database() strategy whose renewals fail. */
function failing(error: unknown): StoredStrategy {
  const { name, prepare } = database({ store: memoryStore() });
  const renew = (): Promise<never> => Promise.reject(error);
  return {
    name,
    prepare: (setting): StoredOperations => ({ ...prepare(setting), renew }),
  };
}

test("a renewal that throws sets no cookie, and an unexpected error is logged once without its message", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  for (const [error, isLogged] of [
    [new StoreUnavailableError(new Error("down")), false],
    [new TypeError("a secret"), true],
    [new TypeError("a secret"), false],
    ["a text", false],
    [undefined, false],
  ] as const) {
    warn.mockClear();
    const clock = testClock();
    const signet = createSignet({ strategy: failing(error), secret, now: () => clock.now() });
    const browser = testBrowser();
    browser.receive((await signet.signIn(browser.headers(), { userId: "ada" })).setCookies);
    clock.advance(2 * DAY);
    const reading = await signet.read(browser.headers());
    expect(await signet.renew(browser.headers(), reading)).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(isLogged ? 1 : 0);
    expect(JSON.stringify(warn.mock.calls)).not.toContain("a secret");
  }
  vi.restoreAllMocks();
});

test("in development, a session that is too large to renew is logged once", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { after, browser, clock } = await moveTo(
    hybrid({ store: memoryStore() }),
    sealed(),
    "n".repeat(8_000),
  );
  clock.advance(2 * DAY);
  const renew = async () => after.renew(browser.headers(), await after.read(browser.headers()));
  await renew();
  expect(warn).not.toHaveBeenCalled();
  vi.stubEnv("NODE_ENV", "development");
  for (let time = 0; time < 3; time++) await renew();
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(/not renewed.*\d+ bytes.*4096/);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("a tombstone has less than 1,024 bytes, also after twelve sign-outs", async () => {
  const signet = createSignet({ strategy: jwt(), secret, cookieName: "n".repeat(64) });
  const place = {
    host: "app.example",
    "x-forwarded-proto": "https",
    "sec-fetch-site": "same-origin",
  };
  const browser = testBrowser();
  const request = () => ({ ...place, cookie: browser.headers().cookie });
  for (let time = 0; time < 12; time++) {
    browser.receive((await signet.signIn(request(), { userId: "ada" })).setCookies);
    const setCookies = await signet.signOut(request());
    expect(sizeOf(setCookies)).toBeLessThan(1_024);
    browser.receive(setCookies);
  }
});
