import { createSignet, database, StoreUnavailableError } from "signet-auth";
import { feedConformance, storeConformance, testBrowser } from "signet-auth/testing";
import { describe, expect, test } from "vitest";
import { countingStore } from "./store.ts";

describe("the counting store", () => {
  storeConformance(async () => countingStore().store, test);
  feedConformance(async () => countingStore().store, test);
});

test("a store counts its calls, shows its records, and is unavailable while it is down", async () => {
  const counting = countingStore();
  const signet = createSignet({
    strategy: database({ store: counting.store }),
    secret: "a-secret-for-tests-0123456789-0123456789",
  });
  const browser = testBrowser();
  const { setCookies, session } = await signet.signIn(browser.headers(), { userId: "ada" });
  browser.receive(setCookies);
  expect((await signet.read(browser.headers())).status).toBe("active");
  expect(counting.counts).toEqual({ create: 1, find: 1 });
  expect(await counting.records()).toMatchObject({ [session.id]: { userId: "ada", data: {} } });
  expect(counting.counts).toEqual({ create: 1, find: 1 });
  counting.down = true;
  const reading = await signet.read(browser.headers());
  expect(reading.status).toBe("unavailable");
  await expect(signet.signIn(browser.headers(), { userId: "ada" })).rejects.toThrow(
    StoreUnavailableError,
  );
});

test("a cut feed gives no events, and the rest of the store works", async () => {
  const { store, ...counting } = countingStore();
  expect(counting.feedCut).toBe(false);
  const cut = countingStore();
  let hints = 0;
  cut.store.subscribe(() => hints++);
  cut.feedCut = true;
  await expect(cut.store.revocationsSince(null, 10)).rejects.toThrow("cut");
  await cut.store.revokeEverything();
  expect(await cut.store.find("none")).toBeNull();
  expect(hints).toBe(0);
  cut.feedCut = false;
  expect((await cut.store.revocationsSince(null, 10)).isLast).toBe(true);
  expect(await store.find("none")).toBeNull();
});
