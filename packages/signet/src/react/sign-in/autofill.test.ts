import { afterEach, expect, test, vi } from "vitest";
import { browserError, CHALLENGE, passkeyBrowser } from "../../../fixtures/passkey-browser.ts";
import { autofill } from "./autofill.ts";
import { signIn } from "./ceremonies.ts";
import type { PasskeyOutcome } from "./outcome.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function start(): { outcomes: PasskeyOutcome[]; stop: () => void } {
  const outcomes: PasskeyOutcome[] = [];
  const stop = autofill({ returnTo: "/account" }, (outcome) => outcomes.push(outcome));
  stops.push(stop);
  return { outcomes, stop };
}

const refusal = { status: "refused", reason: "wrong-credentials" };

test("the autofill waits for a passkey and signs in", async () => {
  const { askedTimes, loaded } = passkeyBrowser((body) =>
    "response" in body ? { status: "signed-in", returnTo: "/account" } : CHALLENGE,
  );
  const { outcomes } = start();
  const { options, resolve } = await askedTimes(1);
  expect(options.mediation).toBe("conditional");
  resolve();
  await vi.waitUntil(() => loaded.length > 0);
  expect(outcomes).toEqual([{ status: "signed-in", returnTo: "/account" }]);
});

test("its end aborts the browser's wait, and no outcome follows", async () => {
  const { askedTimes, requests } = passkeyBrowser(() => CHALLENGE);
  const { outcomes, stop } = start();
  const { options } = await askedTimes(1);
  stop();
  expect(options.signal.aborted).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([outcomes, requests.length]).toEqual([[], 1]);
});

test("an end before the answer of the server starts nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<object>();
  const { asked, requests } = passkeyBrowser(() => promise);
  const { stop } = start();
  await vi.waitUntil(() => requests.length > 0);
  stop();
  resolve(CHALLENGE);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([]);
});

test("it waits again with a new challenge after a refused passkey", async () => {
  const { askedTimes, requests } = passkeyBrowser((body) =>
    "response" in body ? refusal : CHALLENGE,
  );
  const { outcomes } = start();
  (await askedTimes(1)).resolve();
  await askedTimes(2);
  expect(outcomes).toMatchObject([{ error: "wrong-credentials" }]);
  expect(requests).toHaveLength(3);
});

test("a button takes its place, and it waits again when the user cancels", async () => {
  const { askedTimes, asked } = passkeyBrowser(() => CHALLENGE);
  const { outcomes } = start();
  const waiting = await askedTimes(1);
  const outcome = signIn({});
  const dialog = await askedTimes(2);
  expect(waiting.options.signal.aborted).toBe(true);
  expect(dialog.options.mediation).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toHaveLength(2);
  dialog.reject(browserError("NotAllowedError"));
  expect(await outcome).toMatchObject({ error: "cancelled" });
  expect((await askedTimes(3)).options.mediation).toBe("conditional");
  expect(outcomes).toEqual([]);
});

test("its end leaves the dialog of a button open", async () => {
  const { askedTimes } = passkeyBrowser(() => CHALLENGE);
  const { stop } = start();
  await askedTimes(1);
  const outcome = signIn({});
  const dialog = await askedTimes(2);
  stop();
  expect(dialog.options.signal.aborted).toBe(false);
  dialog.reject(browserError("NotAllowedError"));
  await outcome;
});

test("it takes a new challenge after five minutes, before the old one expires", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { asked, requests } = passkeyBrowser(() => CHALLENGE);
  start();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(299_000);
  expect(requests).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(requests).toHaveLength(2);
});

test("a refused begin ends it, and so does an error of the browser", async () => {
  const { requests } = passkeyBrowser(() => ({ status: "refused", reason: "rate-limited" }));
  const first = start();
  await vi.waitUntil(() => first.outcomes.length > 0);
  const { askedTimes, asked } = passkeyBrowser(() => CHALLENGE);
  const second = start();
  (await askedTimes(1)).reject(browserError("SecurityError"));
  await vi.waitUntil(() => second.outcomes.length > 0);
  expect(second.outcomes).toMatchObject([{ error: "device-failed" }]);
  expect([requests.length, asked.length]).toEqual([1, 1]);
});

test("a page without a fitting input gets a code, and a browser without autofill nothing", async () => {
  const noInput = passkeyBrowser(() => CHALLENGE, { input: false });
  const first = start();
  await vi.waitUntil(() => first.outcomes.length > 0);
  expect(first.outcomes).toMatchObject([{ error: "no-input" }]);
  const old = passkeyBrowser(() => CHALLENGE, { autofill: false });
  const second = start();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([noInput.requests, old.requests, second.outcomes]).toEqual([[], [], []]);
});

// The last test, because afterwards this module waits for the next page.
test("it does not wait again after a button has signed in, while the next page loads", async () => {
  const { askedTimes, asked, requests, loaded } = passkeyBrowser((body) =>
    "response" in body ? { status: "signed-in", returnTo: "/account" } : CHALLENGE,
  );
  start();
  await askedTimes(1);
  const outcome = signIn({});
  (await askedTimes(2)).resolve();
  await outcome;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([asked.length, requests.length, loaded]).toEqual([2, 3, ["/account"]]);
});
