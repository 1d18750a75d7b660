import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../../harness/chromium.ts";
import type { Library } from "./bundle.ts";
import { ORIGINAL, OURS, sessionOf } from "./setting.ts";
import { type Site, startSite } from "./site.ts";
import { focus, openIn, type Props, quiet, type Tab } from "./tab.ts";

let site: Site;
let browser: Browser;
/** One page for each client, because a new page takes much longer than a navigation. */
let pages: Readonly<Record<Library, Page>>;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), launchChromium()]);
  const newPage = async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    return await context.newPage();
  };
  pages = { [ORIGINAL]: await newPage(), [OURS]: await newPage() };
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

interface Scenario {
  readonly title: string;
  readonly user?: string | undefined;
  readonly props?: Props;
  /** The steps after the provider was mounted. */
  readonly steps?: (tab: Tab) => Promise<unknown>;
}

/** Runs the same steps on both clients. */
async function runBoth(scenario: Scenario) {
  site.reset();
  const [original, ours] = await Promise.all([run(ORIGINAL, scenario), run(OURS, scenario)]);
  return { original, ours };
}

async function run(library: Library, { user, props = {}, steps }: Scenario) {
  const page = pages[library];
  const name = library === OURS ? "tab2" : "tab1";
  await page.goto(`${site.url}/page`);
  await page.evaluate(() => localStorage.clear());
  await page.context().clearCookies();
  if (user) await page.context().addCookies([{ name: "session", value: user, url: site.url }]);
  const tab = await openIn(site, page, library, name, props);
  const result = (await steps?.(tab)) ?? null;
  await quiet([tab]);
  const on = await page.evaluate(
    () => globalThis.tab && { states: globalThis.tab.states, calls: globalThis.tab.calls },
  );
  const withoutName = (text: string) => text.replace(name, "tab");
  return { result, at: withoutName(page.url()), on, requests: tab.asked().map(withoutName) };
}

const focused: Scenario["steps"] = async (tab) => {
  await quiet([tab]);
  await focus(tab);
};
const signIn = (options: Record<string, unknown>) => async (tab: Tab) => {
  await quiet([tab]);
  return await tab.page.evaluate(
    (all) => globalThis.tab.client.signIn("credentials", all),
    options,
  );
};
const signOut = (options: object) => async (tab: Tab) => {
  await quiet([tab]);
  return await tab.page.evaluate((all) => globalThis.tab.client.signOut(all), options);
};

const scenarios: Scenario[] = [
  ...[undefined, "Ada"].flatMap((user): Scenario[] => [
    { title: "no session is handed in", user },
    { title: "a session is handed in", user, props: { session: sessionOf("Bob") } },
    { title: "null is handed in", user, props: { session: null } },
    { title: "the tab comes into view", user, steps: focused },
    {
      title: "the tab comes into view with a session",
      user,
      props: { session: sessionOf("Bob") },
      steps: focused,
    },
    { title: "the tab comes into view with null", user, props: { session: null }, steps: focused },
    {
      title: "the tab comes into view, and refetchOnWindowFocus is false",
      user,
      props: { refetchOnWindowFocus: false },
      steps: focused,
    },
    { title: "basePath is set", user, props: { basePath: "/other/auth" } },
    { title: "a session is required", user, props: { options: { required: true }, calls: true } },
    {
      title: "a session is required, and null is handed in",
      user,
      props: { options: { required: true }, calls: true, session: null },
    },
    {
      title: "a session is required, without onUnauthenticated",
      user,
      props: { options: { required: true } },
      steps: (tab) => (user ? tab.shows("authenticated Ada") : tab.page.waitForURL(/signin/)),
    },
    { title: "a sign-in succeeds", user, steps: signIn({ redirect: false, username: "Cy" }) },
    { title: "a sign-in fails", user, steps: signIn({ redirect: false }) },
    {
      title: "a sign-in succeeds after null was handed in",
      user,
      props: { session: null },
      steps: signIn({ redirect: false, username: "Cy" }),
    },
    { title: "a sign-out stays on the page", user, steps: signOut({ redirect: false }) },
    {
      title: "a sign-in goes to the next page",
      user,
      steps: async (tab) => {
        await Promise.all([
          tab.page.waitForURL(/after=sign-in/),
          signIn({ username: "Cy" })(tab).catch(() => {}),
        ]);
      },
    },
    {
      title: "a sign-out goes to the next page",
      user,
      steps: async (tab) => {
        await Promise.all([
          tab.page.waitForURL(/after=sign-out/),
          signOut({})(tab).catch(() => {}),
        ]);
      },
    },
    {
      title: "the provider goes away and comes back",
      user,
      steps: async (tab) => {
        await quiet([tab]);
        await tab.page.evaluate(() => {
          globalThis.tab.unmount();
          globalThis.tab.mount({});
        });
      },
    },
    {
      title: "getSession is called",
      user,
      steps: async (tab) => {
        await quiet([tab]);
        return await tab.page.evaluate(() => globalThis.tab.client.getSession());
      },
    },
  ]),
  {
    title: "refetchInterval is one second",
    user: "Ada",
    props: { session: sessionOf("Ada"), refetchInterval: 1 },
    steps: async (tab) => {
      await expect.poll(() => tab.asked().length, { timeout: 3_000 }).toBe(1);
    },
  },
  {
    title: "refetchInterval is one second, and nobody is signed in",
    props: { session: null, refetchInterval: 1 },
    steps: () => new Promise((resolve) => setTimeout(resolve, 1_200)),
  },
];

describe("both clients show the same states and send the same requests", () => {
  test.each(
    scenarios.map((one) => [`${one.user ?? "nobody"} is signed in: ${one.title}`, one] as const),
  )("%s", async (_title, scenario) => {
    const { original, ours } = await runBoth(scenario);
    expect(ours).toEqual(original);
  });
});
