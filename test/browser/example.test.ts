/** Tests of the production build of examples/next-app. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { temporaryFolder } from "../harness/folder.ts";
import { type NextApp, startNextApp } from "../harness/next-app.ts";
import { visit } from "../harness/visitor.ts";

const PAGES = ["/", "/sign-in", "/dashboard", "/devices"];

/** Starts the example. It keeps its sessions in `data/` of its working directory. */
async function startExample(prepare: (folder: string) => void = () => {}): Promise<NextApp> {
  const data = temporaryFolder("example");
  prepare(data.path);
  return startNextApp({
    folder: join(import.meta.dirname, "../../examples/next-app"),
    cwd: data.path,
    env: { AUTH_SECRET: "a-secret-for-the-example-0123456789-abcdef" },
    cleanUp: data.remove,
  });
}

let browser: Browser;
let app: NextApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchChromium(), startExample()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const visitor = (options: BrowserContextOptions = {}) =>
  visit(browser, { baseURL: app.url, ...options });

async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Name" }).fill("ada");
  await page.getByLabel("Password").fill("lovelace-1815");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/dashboard");
}

test("a visitor of the example signs in by keyboard only, and returns to the requested page", async () => {
  const { page, complaints, context } = await visitor();
  await page.goto("/dashboard?tab=2");
  await page.waitForURL(/\/sign-in\?returnTo=%2Fdashboard%3Ftab%3D2$/);
  await page.getByRole("textbox", { name: "Name" }).focus();
  await page.keyboard.type("grace");
  await page.keyboard.press("Tab");
  await page.keyboard.type("hopper-1906");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${app.url}/dashboard?tab=2`);
  await page.getByRole("heading", { name: "Hello grace" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a visitor of the example without JavaScript signs in and returns to the requested page", async () => {
  const { page, context } = await visitor({ javaScriptEnabled: false });
  await page.goto("/devices?all=1");
  await page.waitForURL(/\/sign-in\?returnTo=%2Fdevices%3Fall%3D1$/);
  await page.getByRole("textbox", { name: "Name" }).fill("ada");
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The name or the password is wrong.").waitFor();
  expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("ada");
  await page.getByLabel("Password").fill("lovelace-1815");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${app.url}/devices?all=1`);
  expect(await context.request.get("/api/me").then((answer) => answer.json())).toMatchObject({
    name: "ada",
  });
  await context.close();
});

test("the cookie of a visitor who does not want to stay signed in ends with the browser", async () => {
  const { page, context } = await visitor({ javaScriptEnabled: false });
  const isChosen = () => page.getByLabel("Keep me signed in").isChecked();
  const expiry = async () =>
    (await context.cookies()).find(({ name }) => name === "signet")?.expires;
  await page.goto("/sign-in");
  expect(await isChosen()).toBe(true);
  await page.getByLabel("Keep me signed in").uncheck();
  await page.getByRole("textbox", { name: "Name" }).fill("ada");
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The name or the password is wrong.").waitFor();
  expect(await isChosen()).toBe(false);
  await page.getByLabel("Password").fill("lovelace-1815");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/dashboard");
  expect(await expiry()).toBe(-1);
  const { session } = await context.request.get("/api/auth/session").then((it) => it.json());
  expect(session.terms).toEqual({ idle: 3_600_000, absolute: 43_200_000, persistent: false });
  await context.clearCookies();
  await signIn(page);
  expect(await expiry()).toBeGreaterThan(Date.now() / 1_000);
  await context.close();
});

test("the example shows an outage of its store on the page, and signs no user in", async () => {
  const broken = await startExample((folder) => writeFileSync(join(folder, "data"), "no folder"));
  const { page, context } = await visitor({ baseURL: broken.url });
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Name" }).fill("ada");
  await page.getByLabel("Password").fill("lovelace-1815");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "We will be back in a moment" }).waitFor();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("signet");
  await context.close();
  await broken.stop();
});

test.each([
  { colorScheme: "light", width: 1_280 },
  { colorScheme: "light", width: 390 },
  { colorScheme: "light", width: 320 },
  { colorScheme: "dark", width: 390 },
] as const)(
  "no page of the example has an axe violation or scrolls sideways in $colorScheme at $width px",
  async ({ colorScheme, width }) => {
    const viewport = { width, height: 844 };
    const { page, context, complaints } = await visitor({ colorScheme, viewport });
    const faults: unknown[] = [];
    const look = async (path: string) => {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      faults.push(...violations.map(({ id, nodes }) => [path, id, nodes.map((n) => n.html)]));
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) faults.push([path, `scrolls ${overflow} px sideways`]);
    };
    await look("/");
    await look("/sign-in");
    await signIn(page);
    for (const path of PAGES) await look(path);
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
);
