import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { startFixture } from "../harness/fixture.ts";
import { type NextApp, startNextDev } from "../harness/next-app.ts";

/** Longer than the fixture's `renewAfter` of three seconds. */
const RENEWAL_DUE = 3_200;
const SECRET = "a-secret-for-the-fixture-0123456789-abcdef";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ baseURL: url });
  onTestFinished(() => page.close());
  return page;
}

/** Opens a page in a browser where Ada is signed in. */
async function signedIn(url: string): Promise<Page> {
  const page = await open(url);
  await page.request.post("/api/sign-in", { data: { userId: "ada" }, headers: { origin: url } });
  return page;
}

describe.each([false, true])("in a built app (today's defaults: %s)", (today) => {
  test("when an action has no session, the typed text stays and a link to sign in appears", async () => {
    const app = await startFixture({ strategy: "database", today });
    onTestFinished(() => app.stop());
    const page = await signedIn(app.url);
    await page.goto("/note?tab=2");
    await page.getByLabel("Note").fill("A first note");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved for ada").waitFor();
    await page.context().clearCookies();
    await page.getByLabel("Note").fill("A long note");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Refused: no-session").waitFor();
    expect(await page.getByLabel("Note").inputValue()).toBe("A long note");
    expect(new URL(page.url()).pathname).toBe("/note");
    const signIn = await page.getByRole("link", { name: "Sign in" }).getAttribute("href");
    expect(signIn).toBe("/sign-in?returnTo=%2Fnote%3Ftab%3D2");
  });

  test("during an outage error.tsx is shown, and an action keeps the typed text", async () => {
    const app = await startFixture({ strategy: "database", today, store: import.meta.dirname });
    onTestFinished(() => app.stop());
    const page = await open(app.url);
    const value = `${"a".repeat(26)}.${"b".repeat(43)}`;
    await page.context().addCookies([{ name: "signet", value, url: app.url }]);
    await page.goto("/unproxied");
    await page.getByText("Try again soon").waitFor();
    await page.goto("/note");
    await page.getByLabel("Note").fill("A long note");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Refused: unavailable").waitFor();
    expect(await page.getByLabel("Note").inputValue()).toBe("A long note");
    expect(await page.getByRole("link", { name: "Sign in" }).count()).toBe(0);
  });
});

describe.each(["older", "today"])("in next dev (%s defaults)", (defaults) => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startNextDev({
      folder: join(import.meta.dirname, "../fixture-app"),
      env: { AUTH_SECRET: SECRET, FIXTURE_STRATEGY: "jwt", FIXTURE_DEFAULTS: defaults },
    });
  });
  afterAll(() => app?.stop());

  const issues = (page: Page) => page.locator("nextjs-portal [data-issues-open]");

  test.each([
    ["/forgotten/tested", "auth()", "app/forgotten/tested/page.tsx (6:"],
    ["/forgotten/required", "auth.required()", "app/forgotten/required/page.tsx (5:"],
  ])(
    "a promise of auth that is never awaited on %s shows an error with its line on the screen",
    async (path, call, line) => {
      const page = await open(app.url);
      await page.goto(path);
      await issues(page).click({ timeout: 20_000 });
      const dialog = page.locator("nextjs-portal [role=dialog]");
      await dialog
        .getByText(`${call} was called, but its promise was not awaited`)
        .first()
        .waitFor();
      // The overlay loads the line after it shows the message.
      await expect.poll(() => dialog.textContent(), { timeout: 20_000 }).toContain(line);
    },
  );

  test("a promise of auth awaited late, by use(), by Promise.all() or in the browser causes no error", async () => {
    const page = await open(app.url);
    await page.goto("/forgotten/none");
    await page.getByText("late nobody").waitFor();
    for (const text of ["used nobody", "together nobody anonymous", "client anonymous"]) {
      await page.getByText(text).waitFor();
    }
    await page.waitForLoadState("networkidle");
    expect(app.output()).not.toContain("app/forgotten/none");
    expect(await issues(page).count()).toBe(0);
  });

  test("a renewal that a page cannot deliver is logged, but not on pages where the proxy renews", async () => {
    const page = await signedIn(app.url);
    const warning = "Export auth.proxy from proxy.ts";
    await delay(RENEWAL_DUE);
    await page.goto("/private");
    await page.getByText("Secret of ada").waitFor();
    expect(app.output()).not.toContain(warning);
    await delay(RENEWAL_DUE);
    await page.goto("/unproxied");
    await page.getByText("Secret of ada").waitFor();
    await expect.poll(() => app.output(), { timeout: 20_000 }).toContain(warning);
  });

  test("a promise of auth that an action never awaits logs an error with its line", async () => {
    const page = await open(app.url);
    await page.goto("/forgotten/action");
    await page.getByRole("button", { name: "Act" }).click();
    await expect
      .poll(() => app.output(), { timeout: 20_000 })
      .toContain("app/forgotten/action/page.tsx:6");
  });
});
