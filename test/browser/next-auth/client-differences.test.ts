import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../../harness/chromium.ts";
import type { Library } from "./bundle.ts";
import { EXPIRES, type Site, startSite } from "./site.ts";
import { focus, openTab, type Props, quiet, type Tab } from "./tab.ts";

const ORIGINAL = "next-auth";
const OURS = "signet-auth/next-auth";

let site: Site;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), launchChromium()]);
});
beforeEach(async () => {
  context = await browser.newContext();
  context.setDefaultTimeout(10_000);
});
afterEach(async () => {
  await context.close();
  site.reset();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const sessionOf = (name: string, expires = EXPIRES) => ({ user: { name }, expires });
const open = (name: string, props?: Props | null, library: Library = OURS) =>
  openTab(site, context, library, name, props);
const signedIn = (value = "Ada") =>
  context.addCookies([{ name: "session", value, url: site.url, httpOnly: true }]);
const signedOut = () => context.clearCookies();

const update = ({ page }: Tab, data?: object) =>
  page.evaluate((all) => tab.value.update(all), data);
const signOut = ({ page }: Tab) => page.evaluate(() => tab.client.signOut({ redirect: false }));
const reads = (tab: Tab) =>
  tab.asked().filter((request) => request === "GET /api/auth/session").length;

/** Makes the answers of a path wait. Returns a function that sends them. */
function hold(path: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  site.holds.set(path, promise);
  return () => {
    site.holds.delete(path);
    resolve();
  };
}

describe("an outage signs nobody out", () => {
  test.each([503, 500, 429, 0])("a read that fails with %i leaves the session", async (failure) => {
    await signedIn();
    for (const library of [ORIGINAL, OURS] as const) {
      const one = await open(library === OURS ? "ours" : "original", {}, library);
      await one.shows("authenticated Ada");
      site.failures.set("session", failure);
      await focus(one);
      await quiet([one]);
      site.failures.clear();
      const states = await one.states();
      if (library === OURS) expect(states).toEqual(["loading undefined", "authenticated Ada"]);
      else expect(states.at(-1)).toBe("unauthenticated null");
    }
  });

  test("a first read that fails is repeated until the server answers, and nobody has to sign in", async () => {
    await signedIn();
    site.failures.set("session", 503);
    const one = await open("one", { options: { required: true }, calls: true });
    await quiet([one]);
    expect(await one.states()).toEqual(["loading undefined"]);
    site.failures.clear();
    await one.shows("authenticated Ada");
    expect(await one.page.evaluate(() => tab.calls)).toBe(0);
    expect(reads(one)).toBeLessThanOrEqual(3);
  });

  test("a connection that comes back ends the wait for the next try", async () => {
    await signedIn();
    site.failures.set("session", 0);
    const one = await open("one");
    await expect.poll(() => reads(one)).toBeGreaterThan(0);
    await quiet([one], 50);
    site.failures.clear();
    await one.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await one.shows("authenticated Ada");
  });

  test("a site without these routes has no session, and a session that is known stays", async () => {
    site.failures.set("session", 404);
    const first = await open("one");
    await first.shows("unauthenticated null");
    const second = await open("two", { session: sessionOf("Ada") });
    await focus(second);
    await quiet([second]);
    expect(await second.states()).toEqual(["authenticated Ada"]);
  });

  test("a sign-out whose answer is followed by an outage still shows a visitor without a session", async () => {
    await signedIn();
    const one = await open("one");
    await one.shows("authenticated Ada");
    site.failures.set("session", 503);
    await signOut(one);
    expect((await one.states()).at(-1)).toBe("unauthenticated null");
  });
});

describe("update", () => {
  test("an update shows no other state than the former and the new session", async () => {
    await signedIn();
    const states = [];
    for (const library of [ORIGINAL, OURS] as const) {
      const one = await open(
        library === OURS ? "ours" : "original",
        { session: sessionOf("Ada") },
        library,
      );
      site.reset();
      expect(await update(one, { name: "Bea" })).toMatchObject({ user: { name: "Bea" } });
      expect(one.asked()).toEqual([
        "GET /api/auth/csrf",
        'POST /api/auth/session {"csrfToken":"token","data":{"name":"Bea"}}',
      ]);
      await one.shows("authenticated Bea");
      states.push(await one.states());
    }
    const [original, ours] = states;
    expect(original).toContain("loading Ada");
    expect(ours).toEqual(["authenticated Ada", "authenticated Bea"]);
  });

  test("an update before the first read has ended is sent, and its result counts", async () => {
    await signedIn();
    const release = hold("session");
    const one = await open("one");
    await expect.poll(() => reads(one)).toBe(1);
    site.holds.clear();
    expect(await update(one, { name: "Bea" })).toMatchObject({ user: { name: "Bea" } });
    release();
    await quiet([one]);
    expect(await one.states()).toEqual(["loading undefined", "authenticated Bea"]);
  });

  test("an update finds the session that a Server Action has made", async () => {
    const one = await open("one");
    await one.shows("unauthenticated null");
    await signedIn();
    expect(await update(one)).toMatchObject({ user: { name: "Ada" } });
    await one.shows("authenticated Ada");
  });

  test("two updates at the same time are both sent, one after another", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await one.page.evaluate(() =>
      Promise.all([tab.value.update({ name: "Bea" }), tab.value.update({ name: "Cy" })]),
    );
    await one.shows("authenticated Cy");
    expect(one.asked().filter((request) => request.startsWith("POST"))).toHaveLength(2);
  });

  test("an update in an outage returns null and leaves the session", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    site.failures.set("session", 503);
    expect(await update(one, { name: "Bea" })).toBe(null);
    expect(await one.states()).toEqual(["authenticated Ada"]);
  });

  test("an update of a visitor whose session has ended shows that", async () => {
    const one = await open("one", { session: sessionOf("Ada") });
    expect(await update(one, { name: "Bea" })).toBe(null);
    await one.shows("unauthenticated null");
  });
});

describe("a late answer", () => {
  test("an answer that comes after a sign-out does not restore the session", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    const release = hold("session");
    await focus(one);
    await expect.poll(() => reads(one)).toBe(1);
    site.holds.clear();
    await signOut(one);
    await one.shows("unauthenticated null");
    release();
    await quiet([one]);
    expect(await one.states()).toEqual(["authenticated Ada", "unauthenticated null"]);
  });

  test("an update that ends after a sign-out does not restore the session", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    const release = hold("session");
    const updated = update(one, { name: "Bea" });
    await expect.poll(() => one.asked().length).toBe(2);
    site.holds.clear();
    await signOut(one);
    release();
    await updated;
    await quiet([one]);
    expect((await one.states()).at(-1)).toBe("unauthenticated null");
  });
});

describe("tabs", () => {
  test.each([
    [ORIGINAL, OURS],
    [OURS, ORIGINAL],
    [OURS, OURS],
  ] as const)(
    "a tab with %s lets a tab with %s know of sign-outs and updates",
    async (from, to) => {
      await signedIn();
      const [first, second] = [await open("one", {}, from), await open("two", {}, to)];
      await Promise.all([first.shows("authenticated Ada"), second.shows("authenticated Ada")]);
      await update(first, { name: "Bea" });
      await second.shows("authenticated Bea");
      await signOut(first);
      await second.shows("unauthenticated null");
    },
  );

  test("a tab lets tabs with both clients know of a sign-in without a redirect", async () => {
    const [first, second, third] = [
      await open("one"),
      await open("two"),
      await open("three", {}, ORIGINAL),
    ];
    await Promise.all([first, second, third].map((one) => one.shows("unauthenticated null")));
    await first.page.evaluate(() =>
      tab.client.signIn("credentials", { redirect: false, username: "Ada" }),
    );
    await Promise.all([first, second, third].map((one) => one.shows("authenticated Ada")));
  });

  test("with 20 tabs, one sign-out causes one read in each, and a look at a tab causes one read", async () => {
    await signedIn();
    const tabs: Tab[] = [];
    for (let at = 0; at < 20; at++)
      tabs.push(await open(`tab${at}`, { session: sessionOf("Ada") }));
    const [first, ...others] = tabs as [Tab, ...Tab[]];
    await focus(first);
    await quiet(tabs);
    expect(tabs.map(reads)).toEqual([1, ...others.map(() => 0)]);
    site.reset();
    await signOut(first);
    await Promise.all(tabs.map((one) => one.shows("unauthenticated null")));
    await quiet(tabs);
    expect(tabs.map(reads)).toEqual(tabs.map(() => 1));
  });

  test("a read that finds another session lets the other tabs know once", async () => {
    await signedIn();
    const tabs = [await open("one"), await open("two"), await open("three")] as const;
    await Promise.all(tabs.map((one) => one.shows("authenticated Ada")));
    await quiet(tabs);
    site.reset();
    await signedOut();
    await focus(tabs[0]);
    await Promise.all(tabs.map((one) => one.shows("unauthenticated null")));
    await quiet(tabs);
    expect(tabs.map(reads)).toEqual([1, 1, 1]);
  });

  test.each(["not JSON", "null", "7", '{"event":"other"}', '{"event":"session"}'])(
    "the message %j of another program causes no read and no error",
    async (message) => {
      const one = await open("one", { session: sessionOf("Ada") });
      const errors: string[] = [];
      one.page.on("pageerror", ({ message }) => errors.push(message));
      const other = await open("two", null);
      await other.page.evaluate((text) => localStorage.setItem("nextauth.message", text), message);
      await quiet([one]);
      expect([errors, one.asked()]).toEqual([[], []]);
    },
  );
});

describe("a session that the server hands in later", () => {
  test("a page that a Server Action renders again brings its session at once", async () => {
    const one = await open("one", { session: null });
    await signedIn();
    await one.render({ session: sessionOf("Ada") });
    await one.shows("authenticated Ada");
    expect(await one.states()).toEqual(["unauthenticated null", "authenticated Ada"]);
    expect(one.asked()).toEqual([]);
  });

  test("no effect of a component sees the state before it", async () => {
    const one = await open("one", { session: null, inside: false });
    await one.render({ session: sessionOf("Ada"), options: { required: true }, calls: true });
    await one.shows("authenticated Ada");
    const seen = await one.page.evaluate(() => [tab.effects, tab.calls]);
    expect(seen).toEqual([["authenticated Ada"], 0]);
  });

  test("an equal session, or undefined, changes nothing", async () => {
    const one = await open("one", { session: sessionOf("Ada") });
    await signedIn();
    await update(one, { name: "Bea" });
    await one.render({ session: sessionOf("Ada") });
    await one.render({});
    await quiet([one]);
    expect((await one.states()).at(-1)).toBe("authenticated Bea");
    expect(reads(one)).toBe(0);
  });

  test("a page that is older than an update or a sign-out of this tab is checked with the server", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await update(one, { name: "Bea" });
    await one.render({ session: sessionOf("Ada", "2027-02-02T00:00:00.000Z") });
    await quiet([one]);
    expect(await one.states()).toEqual(["authenticated Ada", "authenticated Bea"]);
    expect(reads(one)).toBe(1);
    await signOut(one);
    await one.render({ session: sessionOf("Bea", "2027-03-03T00:00:00.000Z") });
    await quiet([one]);
    expect((await one.states()).at(-1)).toBe("unauthenticated null");
    expect(reads(one)).toBe(3);
  });

  test("null is checked with the server, because a static page may have handed it in", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await one.render({ session: null });
    await quiet([one]);
    expect(await one.states()).toEqual(["authenticated Ada"]);
    expect(reads(one)).toBe(1);
    await signedOut();
    await one.render({ session: sessionOf("Ada") });
    await one.render({ session: null });
    await one.shows("unauthenticated null");
  });
});

describe("the first render", () => {
  test.each([
    ["a session", { session: sessionOf("Ada") }, "authenticated Ada"],
    ["null", { session: null }, "unauthenticated null"],
    ["no session", {}, "loading undefined"],
  ] as const)(
    "with %s, the HTML of the server is that of the browser",
    async (_title, props, state) => {
      if (state.endsWith("Ada")) await signedIn();
      const one = await open("one", null);
      const complaints: string[] = [];
      one.page.on("console", (message) => complaints.push(message.text()));
      one.page.on("pageerror", ({ message }) => complaints.push(message));
      await one.page.evaluate((given) => {
        const html = tab.html(given);
        tab.states.length = 0;
        (document.getElementById("root") as HTMLElement).innerHTML = html;
        tab.hydrate(given);
      }, props);
      await quiet([one]);
      expect((await one.states())[0]).toBe(state);
      expect(complaints).toEqual([]);
    },
  );

  test("in Strict Mode, a session that was handed in needs no read, and no session needs one", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada"), strict: true });
    const two = await open("two", { strict: true });
    await two.shows("authenticated Ada");
    await quiet([one, two]);
    expect([reads(one), reads(two)]).toEqual([0, 1]);
  });

  test("a read with an equal session renders nothing again", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await focus(one);
    await quiet([one]);
    expect(reads(one)).toBe(1);
    expect(await one.page.evaluate(() => tab.effects)).toEqual(["authenticated Ada"]);
  });
});

test("with another basePath, a required session leads to the sign-in page of that path", async () => {
  const props = { session: null, options: { required: true }, basePath: "/other/auth" };
  const one = await open("one", props);
  await one.page.waitForURL(/\/other\/auth\/signin\?error=SessionRequired&callbackUrl=/);
});

test("polls stop while the browser is offline, and go on when it is online", async () => {
  await signedIn();
  const one = await open("one", {
    session: sessionOf("Ada"),
    refetchInterval: 0.1,
    refetchWhenOffline: false,
  });
  await expect.poll(() => reads(one)).toBeGreaterThan(0);
  await context.setOffline(true);
  await quiet([one], 300);
  await context.setOffline(false);
  const before = reads(one);
  await expect.poll(() => reads(one)).toBeGreaterThan(before);
});

test("a provider that React has hidden reads again what it has missed, and nothing else", async () => {
  await signedIn();
  const session = sessionOf("Ada");
  const [one, two] = [
    await open("one", { session, mode: "visible" }),
    await open("two", { session }),
  ];
  await one.render({ session, mode: "hidden" });
  await one.render({ session, mode: "visible" });
  await quiet([one]);
  expect(reads(one)).toBe(0);
  await one.render({ session, mode: "hidden" });
  await signOut(two);
  await one.render({ session, mode: "visible" });
  await one.shows("unauthenticated null");
  expect(reads(one)).toBe(1);
});

test("a page that Back restores from memory reads the session again", async () => {
  await signedIn();
  const one = await open("one", { session: sessionOf("Ada") });
  await signedOut();
  await one.page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await one.shows("unauthenticated null");
});
