import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { headerOf, type RequestSource } from "../http/request-source.ts";
import { memoryStore } from "../store/memory/index.ts";
import type { Strategy } from "../strategy/contract.ts";
import { database } from "../strategy/database.ts";
import { hybrid } from "../strategy/hybrid/index.ts";
import { jwt } from "../strategy/jwt.ts";
import { sealed } from "../strategy/sealed.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-tests-of-serial-writes-012345";
const data = z.record(z.string(), z.union([z.string(), z.number()]));
const DAY = 86_400_000;

const strategies: Record<string, () => Strategy> = {
  jwt,
  sealed,
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};

type Sent = Record<string, string>;

/** The types of a request that the engine accepts. */
const forms: Record<string, (sent: Sent) => RequestSource> = {
  Request: (sent) => new Request("http://localhost:3000/form", { method: "POST", headers: sent }),
  Headers: (sent) => new Headers(sent),
  "a plain object": (sent) => sent,
};

async function signedIn(makeStrategy: () => Strategy, given: Record<string, string> = {}) {
  const clock = testClock();
  const signet = createSignet({ strategy: makeStrategy(), secret, data, now: () => clock.now() });
  const browser = testBrowser();
  const input = { userId: "ada", data: given };
  const issued = await signet.signIn(browser.headers(), input);
  browser.receive(issued.setCookies);
  const sent = () => ({ ...browser.headers(), "sec-fetch-site": "same-origin" });
  const dataNow = async () => {
    const reading = await signet.read(browser.headers());
    return reading.status === "active" ? reading.session.data : reading.status;
  };
  return { signet, browser, clock, issued, sent, dataNow };
}

describe.each(Object.entries(strategies))("under %s()", (_, makeStrategy) => {
  describe.each(Object.entries(forms))("given %s", (_form, requestOf) => {
    test("concurrent updates of one request all take effect, for any sizes", async () => {
      const isSealed = makeStrategy === sealed;
      const sizes = fc.array(fc.integer({ min: 0, max: isSealed ? 2_500 : 300 }), {
        minLength: 2,
        maxLength: 4,
      });
      await fc.assert(
        fc.asyncProperty(sizes, sizes, async (before, patches) => {
          const named = (prefix: string, all: readonly number[]) =>
            all.map((size, at) => ({ [`${prefix}${at}`]: "x".repeat(size) }));
          const given = Object.assign({}, ...named("kept", isSealed ? [] : before));
          const { signet, browser, sent, dataNow } = await signedIn(makeStrategy, given);
          const request = requestOf(sent());
          const changes = named("new", patches);
          const updates = await Promise.all(changes.map((patch) => signet.update(request, patch)));
          for (const { setCookies } of updates) browser.receive(setCookies);
          const expected = Object.assign({}, given, ...changes);
          expect(updates.at(-1)?.session.data).toEqual(expected);
          expect(await dataNow()).toEqual(expected);
        }),
        { numRuns: 10 },
      );
    });

    test("concurrent updates of one bearer request all take effect, and the last credential has all of them", async () => {
      const { signet, issued } = await signedIn(makeStrategy);
      const request = requestOf({
        host: "localhost:3000",
        authorization: `Bearer ${issued.credential}`,
      });
      const patches = [{ a: 1 }, { b: 2 }, { c: 3 }];
      const updates = await Promise.all(patches.map((patch) => signet.update(request, patch)));
      for (const { setCookies } of updates) expect(setCookies).toEqual([]);
      const authorization = `Bearer ${updates.at(-1)?.credential}`;
      expect(await signet.read({ host: "localhost:3000", authorization })).toMatchObject({
        session: { data: { a: 1, b: 2, c: 3 } },
      });
    });

    test("a failing update does not affect concurrent updates of its request", async () => {
      const { signet, browser, sent, dataNow } = await signedIn(makeStrategy);
      const request = requestOf(sent());
      const wrong: Record<string, never> = JSON.parse('{"b":null}');
      const patches = [{ a: 1 }, wrong, { c: 3 }];
      const [first, second, third] = await Promise.allSettled(
        patches.map((patch) => signet.update(request, patch)),
      );
      expect(second).toMatchObject({ status: "rejected", reason: { code: "invalid-data" } });
      for (const each of [first, third]) {
        if (each?.status === "fulfilled") browser.receive(each.value.setCookies);
      }
      expect(await dataNow()).toEqual({ a: 1, c: 3 });
    });

    test("a renewal in the same request does not undo an update", async () => {
      const { signet, browser, clock, sent, dataNow } = await signedIn(makeStrategy);
      clock.advance(2 * DAY);
      const request = requestOf(sent());
      const reading = await signet.read(request);
      const updated = signet.update(request, { a: 1 });
      const renewed = signet.renew(request, reading);
      browser.receive((await updated).setCookies);
      browser.receive(await renewed);
      expect(await dataNow()).toEqual({ a: 1 });
    });

    test("a sign-out wins over a concurrent update and renewal of its request, in any order", async () => {
      for (const isFirst of [true, false]) {
        for (const isLate of [true, false]) {
          const { signet, browser, clock, sent, dataNow } = await signedIn(makeStrategy);
          clock.advance(2 * DAY);
          const request = requestOf(sent());
          const reading = await signet.read(request);
          const signOut = () => signet.signOut(request);
          const update = async () => (await signet.update(request, { a: 1 })).setCookies;
          const renew = () => signet.renew(request, reading);
          const writes = isFirst ? [signOut, update, renew] : [renew, update, signOut];
          const outcomes = await Promise.allSettled(writes.map((write) => write()));
          if (isFirst) {
            expect(outcomes).toMatchObject([
              {},
              { status: "rejected", reason: { code: "not-signed-in" } },
              { status: "fulfilled", value: [] },
            ]);
          }
          for (const outcome of isLate ? outcomes.reverse() : outcomes) {
            if (outcome.status === "fulfilled") browser.receive(outcome.value);
          }
          expect(["anonymous", "rejected"]).toContain(await dataNow());
        }
      }
    });
  });

  test.each(["Request", "Headers"])(
    "an update after a sign-in with the same %s changes the new session",
    async (form) => {
      const { signet, browser, sent, dataNow } = await signedIn(makeStrategy);
      const request = forms[form]?.(sent()) ?? {};
      const input = { userId: "grace", data: { a: 1 } };
      const [signIn, update] = await Promise.all([
        signet.signIn(request, input),
        signet.update(request, { b: 2 }),
      ]);
      expect(update.session).toMatchObject({ id: signIn.session.id, userId: "grace" });
      browser.receive(signIn.setCookies);
      browser.receive(update.setCookies);
      expect(await dataNow()).toEqual({ a: 1, b: 2 });
    },
  );
});

test("several sign-ins with one plain object do not end each other's session", async () => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const shared = { host: "localhost:3000" };
  const users = ["ada", "ada", "grace"];
  await Promise.all(users.map((userId) => signet.signIn(shared, { userId, data: {} })));
  expect(await signet.sessions.list("ada")).toHaveLength(2);
});

test("the same object with another credential is another request", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const local = { host: "localhost:3000" };
  const ada = await signet.signIn(local, { userId: "ada", data: {} });
  const grace = await signet.signIn(local, { userId: "grace", data: {} });
  const request = { ...local, authorization: `Bearer ${ada.credential}` };
  await signet.update(request, { a: 1 });
  request.authorization = `Bearer ${grace.credential}`;
  const updated = await signet.update(request, { b: 2 });
  expect(updated.session).toMatchObject({ userId: "grace", data: { b: 2 } });
  expect(headerOf(request, "authorization")).toBe(`Bearer ${grace.credential}`);
});
