/** Tests of the production build of examples/next-app. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { temporaryFolder } from "../harness/folder.ts";
import { type NextApp, startNextApp } from "../harness/next-app.ts";
import { visit } from "../harness/visitor.ts";
import { violations } from "./faults-of-looks.ts";

const PAGES = ["/", "/sign-in", "/sign-up", "/forgot-password"];
const GUARDED = ["/dashboard", "/account", "/devices"];

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

const EMAIL = "ada@example.com";
const PASSWORD = "seven quiet green lamps";
const WRONG = "This does not match.";
const SENT = "We have sent you a mail. Open the link in it.";

/** Returns the field of the visible page. Next keeps former pages, hidden. */
const field = (page: Page, label: string) => page.getByLabel(label).filter({ visible: true });

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await field(page, label).fill(value);
  }
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Returns the link in the last mail of a kind to an address, which the example prints. */
function linkIn(kind: string, email: string): string {
  const mails = app.output().matchAll(/A mail "([\w-]+)" of localhost to (\S+): (\S+)/g);
  return [...mails].findLast(([, one, to]) => one === kind && to === email)?.[3] ?? "no mail";
}

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.goto("/sign-up");
  await fill(page, { Name: name, "E-mail": email, Password: PASSWORD });
  await press(page, "Sign up");
  await page.getByText(SENT).waitFor();
  await page.goto(linkIn("verify", email));
  await press(page, "Confirm");
  await page.waitForURL("/dashboard");
}

async function signIn(page: Page, email = EMAIL, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await fill(page, { "E-mail": email, Password: password });
  await press(page, "Sign in");
  await page.waitForURL("/dashboard");
}

test("a visitor of the example without JavaScript signs up with the link of a mail", async () => {
  const { page, context } = await visitor({ javaScriptEnabled: false });
  await signUp(page, "Ada", EMAIL);
  const me = await context.request.get("/api/me");
  expect(await me.json()).toEqual({ name: "Ada", role: "member" });
  await context.close();
});

test("a short password is refused at the sign-up of the example, and the typed text stays", async () => {
  const { page, complaints, context } = await visitor();
  await page.goto("/dashboard");
  await page.waitForURL(/\/sign-in/);
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Sign up" }).waitFor();
  await fill(page, { Name: "Mary", "E-mail": "mary@example.com", Password: "too short" });
  await press(page, "Sign up");
  await page.getByText("The password needs at least 15 characters.").waitFor();
  expect(await field(page, "Name").inputValue()).toBe("Mary");
  expect(await field(page, "E-mail").inputValue()).toBe("mary@example.com");
  expect(await field(page, "Password").inputValue()).toBe("");
  await fill(page, { Password: PASSWORD });
  await press(page, "Sign up");
  await page.getByText(SENT).waitFor();
  await page.goto(linkIn("verify", "mary@example.com"));
  await press(page, "Confirm");
  await page.getByRole("heading", { name: "Hello Mary" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/dashboard");
  expect(complaints).toEqual([]);
  await context.close();
});

test("the sign-up of the example does not show that an address is taken, and a mail tells its owner", async () => {
  const { page, complaints, context } = await visitor();
  await page.goto("/sign-up");
  await fill(page, { Name: "Not Ada", "E-mail": EMAIL, Password: `${PASSWORD} of another` });
  await press(page, "Sign up");
  await page.getByText(SENT).waitFor();
  expect(linkIn("sign-up-attempt", EMAIL)).toMatch(/resetPage/);
  await page.goto("/sign-in");
  await fill(page, { "E-mail": EMAIL, Password: `${PASSWORD} of another` });
  await press(page, "Sign in");
  await page.getByText(WRONG).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a visitor of the example signs in by keyboard only, and returns to the requested page", async () => {
  const { page, complaints, context } = await visitor();
  await page.goto("/dashboard?tab=2");
  await page.waitForURL(/\/sign-in\?returnTo=%2Fdashboard%3Ftab%3D2$/);
  await page.getByRole("textbox", { name: "E-mail" }).focus();
  await page.keyboard.type(EMAIL);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${app.url}/dashboard?tab=2`);
  await page.getByRole("heading", { name: "Hello Ada" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a visitor of the example without JavaScript signs in and returns to the requested page", async () => {
  const { page, context } = await visitor({ javaScriptEnabled: false });
  await page.goto("/devices?all=1");
  await page.waitForURL(/\/sign-in\?returnTo=%2Fdevices%3Fall%3D1$/);
  await fill(page, { "E-mail": EMAIL, Password: "a wrong password" });
  await press(page, "Sign in");
  await page.getByText(WRONG).waitFor();
  expect(await field(page, "E-mail").inputValue()).toBe(EMAIL);
  await fill(page, { Password: PASSWORD });
  await press(page, "Sign in");
  await page.waitForURL(`${app.url}/devices?all=1`);
  expect(await context.request.get("/api/me").then((answer) => answer.json())).toMatchObject({
    name: "Ada",
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
  await fill(page, { "E-mail": EMAIL, Password: "a wrong password" });
  await press(page, "Sign in");
  await page.getByText(WRONG).waitFor();
  expect(await isChosen()).toBe(false);
  await fill(page, { Password: PASSWORD });
  await press(page, "Sign in");
  await page.waitForURL("/dashboard");
  expect(await expiry()).toBe(-1);
  const { session } = await context.request.get("/api/auth/session").then((it) => it.json());
  expect(session.terms).toEqual({ idle: 3_600_000, absolute: 43_200_000, persistent: false });
  await context.clearCookies();
  await signIn(page);
  expect(await expiry()).toBeGreaterThan(Date.now() / 1_000);
  await context.close();
});

test("a user of the example changes the name and the password, which signs the other devices out", async () => {
  const [laptop, phone] = [await visitor(), await visitor()];
  const { page } = laptop;
  await signUp(page, "Grace", "grace@example.com");
  await signIn(phone.page, "grace@example.com");
  await page.getByRole("link", { name: "Account" }).click();
  await field(page, "Name").fill("Grace Hopper");
  await press(page, "Rename");
  await page.getByText("The name was changed.").waitFor();
  expect(await field(page, "Name").inputValue()).toBe("Grace Hopper");

  const current = field(page, "Current password");
  const password = field(page, "New password");
  await current.fill("a wrong password");
  await password.fill(`${PASSWORD} again`);
  await press(page, "Change the password");
  await page.getByText(WRONG).waitFor();
  await current.fill(PASSWORD);
  await password.fill("too short");
  await press(page, "Change the password");
  await page.getByText("The password needs at least 15 characters.").waitFor();
  await current.fill(PASSWORD);
  await password.fill(`${PASSWORD} again`);
  await press(page, "Change the password");
  await page.getByText("The password was changed.").waitFor();
  await phone.page.goto("/dashboard");
  await phone.page.waitForURL(/\/sign-in/);

  await page.getByRole("link", { name: "Dashboard" }).click();
  await page.getByRole("heading", { name: "Hello Grace Hopper" }).waitFor();
  await press(page, "Sign out");
  await page.getByText("You are signed out.").waitFor();
  await signIn(page, "grace@example.com", `${PASSWORD} again`);
  await page.getByRole("heading", { name: "Hello Grace Hopper" }).waitFor();
  for (const { complaints, context } of [laptop, phone]) {
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("the example shows an outage of its store on the page, and signs no user in", async () => {
  const broken = await startExample((folder) => writeFileSync(join(folder, "data"), "no folder"));
  const { page, context } = await visitor({ baseURL: broken.url });
  await page.goto("/sign-in");
  await fill(page, { "E-mail": EMAIL, Password: PASSWORD });
  await press(page, "Sign in");
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
      faults.push(...(await violations(page)).map((fault) => [path, fault]));
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) faults.push([path, `scrolls ${overflow} px sideways`]);
    };
    for (const path of PAGES) await look(path);
    await signIn(page);
    for (const path of ["/", ...GUARDED]) await look(path);
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
);
