import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { launchChromium } from "../../harness/chromium.ts";
import type { Library } from "./bundle.ts";
import { EXPIRES, type Site, startSite } from "./site.ts";
import { openTab, type Props, type Tab } from "./tab.ts";

export const ORIGINAL = "next-auth";
export const OURS = "signet-auth/next-auth";

export const sessionOf = (name: string, expires = EXPIRES) => ({ user: { name }, expires });

export const update = ({ page }: Tab, data?: object) =>
  page.evaluate((all) => tab.value.update(all), data);
export const signOut = ({ page }: Tab) =>
  page.evaluate(() => tab.client.signOut({ redirect: false }));
export const reads = (tab: Tab) =>
  tab.asked().filter((request) => request === "GET /api/auth/session").length;

/** Starts a site and Chromium for the tests of a file. Each test has its own cookies. */
export function useSite() {
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
  return {
    site: () => site,
    open: (name: string, props?: Props | null, library: Library = OURS) =>
      openTab(site, context, library, name, props),
    signedIn: (value = "Ada") =>
      context.addCookies([{ name: "session", value, url: site.url, httpOnly: true }]),
    signedOut: () => context.clearCookies(),
    setOffline: (offline: boolean) => context.setOffline(offline),
    /** Makes the answers of a path wait. Returns a function that sends them. */
    hold(path: string) {
      const { promise, resolve } = Promise.withResolvers<void>();
      site.holds.set(path, promise);
      return () => {
        site.holds.delete(path);
        resolve();
      };
    },
  };
}
