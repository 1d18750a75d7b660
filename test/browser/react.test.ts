/** Tests of signet-auth/react on production builds of Next, with older and with today's options. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { startFixture } from "../harness/fixture.ts";
import { temporaryFolder } from "../harness/folder.ts";
import type { NextApp } from "../harness/next-app.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

const ACTIVE = "active: Ada, no color, has an end";
const ANONYMOUS = "anonymous: nobody, no color, no end";
const SESSION = "**/api/auth/session";

const folder = temporaryFolder("react");
const store = join(folder.path, "sessions.db");

let browser: Browser;
/** Builds with older options of Next and with those of create-next-app, and one with short sessions. */
let apps: Record<"older" | "today" | "brief", NextApp>;
beforeAll(async () => {
  const [chromium, older, today, brief] = await Promise.all([
    launchChromium(),
    startFixture({ strategy: "database" }),
    startFixture({ strategy: "database", today: true, store }),
    startFixture({ strategy: "hybrid", idle: 4 }),
  ]);
  browser = chromium;
  apps = { older, today, brief };
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.values(apps ?? {}).map((app) => app.stop()));
  folder.remove();
});

const visitors: Visitor[] = [];
afterEach(async () => {
  await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
});

/** What the scripts of the tests record in a document. */
interface Recorded {
  readonly renderedTexts?: string[];
  readonly postedMessages?: unknown[];
}

interface Tab {
  readonly page: Page;
  /** The methods and paths of the requests to the session endpoints. */
  readonly calls: string[];
  /** Waits until the page shows a text of `useSession`. */
  shows(text: string): Promise<void>;
  click(name: string): Promise<void>;
  /** The texts that the document rendered, without repetitions. */
  texts(): Promise<string[]>;
  /** The values that the document posted to other tabs. */
  posted(): Promise<unknown[]>;
}

async function device(app: NextApp): Promise<Visitor> {
  const visitor = await visit(browser, { baseURL: app.url });
  visitors.push(visitor);
  await visitor.context.addInitScript(() => {
    const posted: unknown[] = [];
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message: unknown) {
      posted.push(message);
      post.call(this, message);
    };
    Object.assign(globalThis, { postedMessages: posted });
  });
  return visitor;
}

/** Opens a page in a new tab, and waits until its provider has started. */
async function open(visitor: Visitor, path: string): Promise<Tab> {
  const isFirst = visitor.page.url() === "about:blank";
  const tab = isFirst ? visitor.page : await visitor.context.newPage();
  const calls: string[] = [];
  tab.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/auth/")) calls.push(`${request.method()} ${pathname.slice(10)}`);
  });
  await tab.goto(path);
  await tab.locator("#shown").waitFor();
  if (!(await tab.locator("#shown").textContent())?.startsWith("unavailable")) {
    await tab.waitForFunction(() => (globalThis as Recorded).postedMessages?.length !== 0);
  }
  return {
    page: tab,
    calls,
    shows: (text) => tab.locator("#shown", { hasText: text }).waitFor(),
    click: (name) => tab.getByRole("button", { name, exact: true }).click(),
    texts: () =>
      tab.evaluate(() => {
        const { renderedTexts = [] } = globalThis as Recorded;
        return renderedTexts.filter((text, at) => text !== renderedTexts[at - 1]);
      }),
    posted: () => tab.evaluate(() => (globalThis as Recorded).postedMessages ?? []),
  };
}

/** Signs the user of a device in, without a page. */
async function signIn({ context }: Visitor): Promise<void> {
  const response = await context.request.post("/api/sign-in", {
    data: { userId: "ada", name: "Ada" },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(response.status()).toBe(200);
}

/** Returns the complaints of the console, except about the icon that the app does not have. */
const complaintsOf = ({ complaints }: Visitor) =>
  complaints.filter((complaint) => !complaint.includes("/favicon.ico"));

/** Returns the text of `useSession` in the HTML of the server. */
async function textInHtml({ context }: Visitor, path: string): Promise<string> {
  const html = await (await context.request.get(path)).text();
  return /<p id="shown">(.*?)<\/p>/.exec(html)?.[1]?.replaceAll("<!-- -->", "") ?? html;
}

const event = (tab: Tab, type: string) =>
  tab.page.evaluate((name) => window.dispatchEvent(new Event(name)), type);

describe.each([
  ["older options", "older"],
  ["the options of create-next-app", "today"],
] as const)("with %s of Next", (_name, build) => {
  test.each([
    ["a promise", "/react/promised"],
    ["a session", "/react/value"],
    ["JSON in the Pages Router", "/react/pages-router"],
  ])(
    "4.9: given %s, the HTML of the server is the first render in the browser, and nothing flickers",
    async (_what, path) => {
      const visitor = await device(apps[build]);
      for (const expected of [ANONYMOUS, ACTIVE]) {
        expect(await textInHtml(visitor, path)).toBe(expected);
        const tab = await open(visitor, path);
        await tab.shows(expected);
        expect(await tab.texts()).toEqual([expected]);
        expect(tab.calls).toEqual([]);
        await signIn(visitor);
      }
      expect(complaintsOf(visitor)).toEqual([]);
    },
  );

  test.each(["/react/promised", "/react/value"])(
    "4.8: useSession on %s shows the sign-in, the update and the sign-out of a Server Action at once, without a read",
    async (path) => {
      const visitor = await device(apps[build]);
      const tab = await open(visitor, path);
      await tab.shows(ANONYMOUS);
      await tab.click("Sign in");
      await tab.shows(ACTIVE);
      await tab.click("Rename");
      const renamed = ACTIVE.replace("Ada", "Ada Lovelace");
      await tab.shows(renamed);
      await tab.click("Sign out");
      await tab.shows(ANONYMOUS);
      await tab.click("Sign in");
      await tab.shows(ACTIVE);
      expect(await tab.texts()).toEqual([ANONYMOUS, ACTIVE, renamed, ANONYMOUS, ACTIVE]);
      expect(tab.calls).toEqual([]);
      expect(complaintsOf(visitor)).toEqual([]);
    },
  );
});

describe("with the options of create-next-app", () => {
  test("given no session, the static page shows loading and then the session, with one read", async () => {
    const visitor = await device(apps.today);
    await signIn(visitor);
    expect(await textInHtml(visitor, "/react/none")).toContain("loading");
    const tab = await open(visitor, "/react/none");
    await tab.shows(ACTIVE);
    expect(await tab.texts()).toEqual(["loading: nobody, no color, no end", ACTIVE]);
    expect(tab.calls).toEqual(["GET session"]);
    expect(complaintsOf(visitor)).toEqual([]);
  });

  test("4.14: with 20 tabs open one sign-out causes one message and at most one read a tab", async () => {
    const visitor = await device(apps.today);
    await signIn(visitor);
    const first = await open(visitor, "/react/value");
    const others = await Promise.all(
      Array.from({ length: 19 }, () => open(visitor, "/react/value")),
    );
    const tabs = [first, ...others];
    await Promise.all(tabs.map((tab) => tab.shows(ACTIVE)));
    const before = (await Promise.all(tabs.map((tab) => tab.posted()))).flat().length;
    await first.click("Leave");
    await Promise.all(tabs.map((tab) => tab.shows(ANONYMOUS)));
    await first.page.waitForTimeout(500);
    expect(first.calls).toEqual(["POST sign-out"]);
    expect(others.map(({ calls }) => calls)).toEqual(others.map(() => ["GET session"]));
    const posted = (await Promise.all(tabs.map((tab) => tab.posted()))).flat();
    expect(posted.length).toBe(before + 1);
    expect(posted.map((message) => typeof message)).toEqual(posted.map(() => "number"));
  });

  test("4.14: another tab shows the sign-in and the update of a tab, each with one read", async () => {
    const visitor = await device(apps.today);
    const [one, two] = [
      await open(visitor, "/react/value"),
      await open(visitor, "/react/promised"),
    ];
    await one.click("Sign in");
    await two.shows(ACTIVE);
    await one.click("Paint");
    await Promise.all([one, two].map((tab) => tab.shows(ACTIVE.replace("no color", "blue"))));
    expect(one.calls).toEqual(["PATCH session"]);
    expect(two.calls).toEqual(["GET session", "GET session"]);
  });

  test("4.3: an answer that arrives after the sign-out does not sign the user in again", async () => {
    const visitor = await device(apps.today);
    await signIn(visitor);
    const tab = await open(visitor, "/react/value");
    for (const leave of ["Leave", "Sign out"]) {
      const { promise: hasLeft, resolve: letGo } = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<void>();
      await tab.page.route(SESSION, async (route) => {
        const response = await route.fetch();
        answered.resolve();
        await hasLeft;
        await route.fulfill({ response }).catch(() => {});
      });
      await tab.click("Refresh");
      await answered.promise;
      await tab.page.unroute(SESSION);
      await tab.click(leave);
      await tab.shows(ANONYMOUS);
      letGo();
      await tab.page.waitForTimeout(200);
      expect((await tab.texts()).at(-1)).toBe(ANONYMOUS);
      await tab.click("Sign in");
      await tab.shows(ACTIVE);
    }
  });

  test("a page that the router keeps does not bring an older session back", async () => {
    const visitor = await device(apps.today);
    const tab = await open(visitor, "/react/promised");
    await tab.click("Sign in");
    await tab.shows(ACTIVE);
    await tab.page.getByRole("link", { name: "Other" }).click();
    await tab.page.waitForURL("**/other");
    await tab.page.goBack();
    await tab.page.getByRole("button", { name: "Rename" }).waitFor();
    await tab.shows(ACTIVE);
    await tab.click("Leave");
    await tab.shows(ANONYMOUS);
    await tab.page.goForward();
    await tab.page.getByRole("heading", { name: "Other" }).waitFor();
    await tab.page.goBack();
    await tab.page.getByRole("button", { name: "Rename" }).waitFor();
    await tab.shows(ANONYMOUS);
    expect(await tab.texts()).toEqual([ANONYMOUS, ACTIVE, ANONYMOUS]);
  });

  test("a return to the page reads the session, and not again within five seconds", async () => {
    const visitor = await device(apps.today);
    await signIn(visitor);
    await visitor.page.clock.install();
    const tab = await open(visitor, "/react/value");
    await visitor.context.request.post("/api/auth/sign-out", {
      headers: { "sec-fetch-site": "same-origin" },
    });
    await event(tab, "focus");
    expect(tab.calls).toEqual([]);
    await tab.page.clock.fastForward(6_000);
    await event(tab, "focus");
    await event(tab, "focus");
    await tab.shows(ANONYMOUS);
    await event(tab, "focus");
    expect(tab.calls).toEqual(["GET session"]);
  });

  test("an outage shows unavailable with the last session, and ends with the outage", async () => {
    const visitor = await device(apps.today);
    await signIn(visitor);
    const tab = await open(visitor, "/react/value");
    try {
      writeFileSync(`${store}.down`, "");
      await event(tab, "online");
      await tab.shows(ACTIVE.replace("active", "unavailable").replace("has an end", "no end"));
      await tab.click("Leave");
      await expect.poll(() => tab.calls.at(-1)).toBe("GET session");
      expect(await tab.texts()).not.toContain(ANONYMOUS);
      const late = await open(visitor, "/react/promised");
      await late.shows("unavailable: nobody");
      rmSync(`${store}.down`);
      await event(late, "online");
      await late.shows(ACTIVE);
    } finally {
      rmSync(`${store}.down`, { force: true });
    }
    await event(tab, "online");
    await tab.shows(ACTIVE);
    await visitor.context.setOffline(true);
    await tab.click("Refresh");
    await tab.shows("unavailable: Ada");
    await visitor.context.setOffline(false);
    await tab.shows(ACTIVE);
  });

  test("signOut with returnTo loads the page, and a client cannot change other members", async () => {
    const visitor = await device(apps.today);
    await signIn(visitor);
    const tab = await open(visitor, "/react/promised");
    const status = await tab.page.evaluate(async () => {
      const patch = { method: "PATCH", body: JSON.stringify({ name: "Eve" }) };
      return (await fetch("/api/auth/session", patch)).status;
    });
    expect(status).toBe(403);
    await tab.click("Leave for the start");
    await tab.page.waitForURL("**/react/value");
    await tab.shows(ANONYMOUS);
  });
});

test("an open page shows the end of a session by itself, and does not keep the session alive", async () => {
  const visitor = await device(apps.brief);
  await signIn(visitor);
  const tab = await open(visitor, "/react/value");
  await tab.shows(ACTIVE);
  await tab.shows(ANONYMOUS);
  expect(tab.calls).toEqual(["GET session"]);
  expect(complaintsOf(visitor)).toEqual([]);
});
