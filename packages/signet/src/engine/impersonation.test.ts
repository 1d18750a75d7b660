import { describe, expect, test } from "vitest";
import { z } from "zod";
import { StoreUnavailableError } from "../errors.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { sealed } from "../strategy/sealed.ts";
import { testBrowser } from "../testing/browser.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-impersonation-tests-0123456789";
const data = z.object({ name: z.string() });
const SUPPORT = { userId: "sam", data: { name: "Sam" } };
const OTHER = { data: { name: "Ada" } };

describe.each([
  ["sealed()", () => sealed()],
  ["database()", () => database({ store: memoryStore() })],
])("under %s", (_name, makeStrategy) => {
  async function signedIn() {
    const signet = createSignet({ strategy: makeStrategy(), secret, data });
    const browser = testBrowser();
    const issued = await signet.signIn(browser.headers(), SUPPORT);
    browser.receive(issued.setCookies);
    const post = (headers = {}) =>
      new Request("http://localhost:3000/", {
        method: "POST",
        headers: { ...browser.headers(), ...headers },
      });
    return { signet, browser, issued, post };
  }

  test("writes after an impersonation in the same request are for the new session", async () => {
    const { signet, browser, post } = await signedIn();
    const request = post();
    const [begun, updated] = await Promise.all([
      signet.impersonate(request, "ada", OTHER),
      signet.update(request, { name: "Ada L." }),
    ]);
    expect(updated.session).toMatchObject({ id: begun.session.id, actor: "sam" });
    browser.receive([...begun.setCookies, ...updated.setCookies]);
    const reading = await signet.read(browser.headers());
    expect(reading).toMatchObject({ session: { userId: "ada", data: { name: "Ada L." } } });
  });

  test("a request of another site, a prefetch and two credentials start no impersonation", async () => {
    const { signet, post } = await signedIn();
    const { credential } = await signet.signIn(testBrowser().headers(), SUPPORT);
    for (const [headers, code] of [
      [{ "sec-fetch-site": "cross-site" }, "cross-site"],
      [{ "sec-purpose": "prefetch" }, "prefetch"],
      [{ authorization: `Bearer ${credential}` }, "conflicting-credentials"],
    ] as const) {
      const attempt = signet.impersonate(post(headers), "ada", OTHER);
      await expect(attempt).rejects.toMatchObject({ code });
    }
  });

  test("a wrong id, wrong data and an unknown member are refused, and the session of the actor stays", async () => {
    const { signet, browser, post } = await signedIn();
    const refusals = [
      [["", OTHER], "invalid-input"],
      [[7, OTHER], "invalid-input"],
      [["ada", { data: { name: 7 } }], "invalid-data"],
      [["ada"], "invalid-data"],
      [["ada", { ...OTHER, actor: "grace" }], "invalid-input"],
      [["ada", { ...OTHER, lifetime: { absolute: "1d" } }], "invalid-input"],
      [["ada", { ...OTHER, persistent: false }], "invalid-input"],
    ] as const;
    for (const [args, code] of refusals) {
      const attempt = Reflect.apply(signet.impersonate, signet, [post(), ...args]);
      await expect(attempt).rejects.toMatchObject({ code });
    }
    expect(await signet.read(browser.headers())).toMatchObject({ session: { userId: "sam" } });
  });

  test("an impersonation keeps the terms of the actor's session", async () => {
    const signet = createSignet({ strategy: makeStrategy(), secret, data });
    const browser = testBrowser();
    const lifetime = { idle: "10m", absolute: "30m" } as const;
    const input = { ...SUPPORT, persistent: false, lifetime };
    browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
    const begun = await signet.impersonate(browser.headers(), "ada", OTHER);
    expect(begun.session.terms).toEqual({ idle: 600_000, absolute: 1_800_000, persistent: false });
    expect(begun.setCookies.join()).not.toMatch(/signet=[^;]+;[^,]*Max-Age=[1-9]/);
  });

  test("a bearer client receives the credential of its impersonation", async () => {
    const { signet, issued } = await signedIn();
    const bearer = (credential: string) => ({
      authorization: `Bearer ${credential}`,
      host: "localhost:3000",
    });
    const begun = await signet.impersonate(bearer(issued.credential), "ada", OTHER);
    expect(await signet.read(bearer(begun.credential))).toMatchObject({
      session: { userId: "ada", actor: "sam" },
    });
  });
});

test("an impersonation during an outage of the store throws and starts nothing", async () => {
  const store = memoryStore();
  const broken = { now: false };
  const find: typeof store.find = async (id) => {
    if (broken.now) throw new Error("the store is down");
    return store.find(id);
  };
  const strategy = database({ store: { ...store, find } });
  const signet = createSignet({ strategy, secret, data });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), SUPPORT)).setCookies);
  broken.now = true;
  const attempt = signet.impersonate(browser.headers(), "ada", OTHER);
  await expect(attempt).rejects.toThrow(StoreUnavailableError);
  expect(await signet.sessions.list("ada")).toEqual([]);
});
