/** Tests of apps of create-next-app with the steps of the README and of docs/sign-in-password.md. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import {
  COMPLAINT,
  type NewAppOptions,
  startNewApp,
  startPasswordApp,
} from "../harness/new-app.ts";
import type { NextApp } from "../harness/next-app.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

const all: readonly NewAppOptions[] = (["as they come", "off"] as const).flatMap((flags) =>
  (["hybrid", "jwt"] as const).flatMap((strategy) =>
    (["start", "dev"] as const).map((command) => ({ flags, strategy, command })),
  ),
);
// Covers every pair of values of two settings. NEW_APPS=all runs all eight combinations, in twice the time.
const pairs = all.filter(
  ({ flags, strategy, command }) =>
    [flags === "off", strategy === "jwt", command === "dev"].filter(Boolean).length % 2 === 0,
);

/** The longest wait, because `next dev` compiles a page at its first request; milliseconds. */
const TIMEOUT = 60_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(process.env["NEW_APPS"] === "all" ? all : pairs)(
  "flags $flags, $strategy(), next $command",
  (options) => {
    let app: NextApp;
    beforeAll(async () => {
      app = await startNewApp(options);
    }, 240_000);
    afterAll(() => app?.stop());

    async function visitor(): Promise<Visitor> {
      const one = await visit(browser, { baseURL: app.url });
      one.context.setDefaultTimeout(TIMEOUT);
      return one;
    }

    test(
      "a new app with the steps of the README signs users in and out, and logs no warning",
      async () => {
        const ada = await visitor();
        const { page } = ada;
        await page.goto("/dashboard");
        await page.waitForURL(/\/sign-in\?returnTo=%2Fdashboard$/);
        await signIn(page, "ada", "a wrong password");
        await page.getByText("The name or the password is wrong.").waitFor();
        expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("ada");
        await signIn(page, "ada", "lovelace-1815");
        await page.waitForURL(`${app.url}/dashboard`);
        await page.getByRole("heading", { name: "Hello ada" }).waitFor();

        await page.getByRole("textbox", { name: "Name" }).fill("Ada Lovelace");
        await page.getByRole("button", { name: "Rename" }).click();
        await page.getByRole("heading", { name: "Hello Ada Lovelace" }).waitFor();
        const me = await ada.context.request.get("/api/me");
        expect(await me.json()).toEqual({ name: "Ada Lovelace", role: "admin" });
        if (options.strategy === "hybrid") await endsAnotherDevice(page);

        await page.goto("/dashboard");
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.waitForURL(`${app.url}/`);
        await page.goto("/dashboard");
        await page.waitForURL(/\/sign-in/);
        expect((await ada.context.request.get("/api/me")).status()).toBe(401);
        expect(ada.complaints).toEqual([]);
        expect(complaintsIn(app.output())).toEqual([]);
        await ada.context.close();
      },
      4 * TIMEOUT,
    );

    async function endsAnotherDevice(page: Page): Promise<void> {
      const phone = await visitor();
      await phone.page.goto("/sign-in?returnTo=/devices");
      await signIn(phone.page, "ada", "lovelace-1815");
      await phone.page.getByText("this device").waitFor();
      await page.goto("/devices");
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor({ state: "detached" });
      await phone.page.goto("/devices");
      await phone.page.waitForURL(/\/sign-in\?returnTo=%2Fdevices$/);
      expect(phone.complaints).toEqual([]);
      await phone.context.close();
    }
  },
);

describe("with the steps of docs/sign-in-password.md", () => {
  const EMAIL = "ada@example.com";
  const PASSWORD = "seven quiet green lamps";
  let app: NextApp;
  beforeAll(async () => {
    app = await startPasswordApp();
  }, 120_000);
  afterAll(() => app?.stop());

  /** Returns the address in the last printed mail of a kind. */
  function linkOf(kind: string): string {
    const mails = app.output().matchAll(/A mail "([\w-]+)" of localhost to \S+: (\S+)/g);
    return [...mails].findLast(([, one]) => one === kind)?.[2] ?? "";
  }

  async function submit(page: Page, button: string, fields: Record<string, string>) {
    const form = page.locator("form", { has: page.getByRole("button", { name: button }) });
    for (const [name, value] of Object.entries(fields)) {
      await form.locator(`[name=${name}]`).fill(value);
    }
    await form.getByRole("button", { name: button }).click();
  }

  test("a new app with the steps of docs/sign-in-password.md signs users up and in with a password", async () => {
    const { page, complaints, context } = await visit(browser, { baseURL: app.url });
    await page.goto("/");
    await page.waitForURL("/sign-in");
    await submit(page, "Sign up", { name: "Ada", email: EMAIL, password: PASSWORD });
    await page.getByText("Open the link that we have sent to you.").waitFor();
    await page.goto(linkOf("verify"));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("heading", { name: "Hello Ada" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");

    await page.getByRole("button", { name: "Sign out" }).click();
    await submit(page, "Sign in", { email: EMAIL, password: "a wrong password of Ada" });
    await page.getByText("The address or the password is wrong.").waitFor();
    await submit(page, "Sign in", { email: EMAIL, password: PASSWORD });
    await page.getByRole("heading", { name: "Hello Ada" }).waitFor();

    await page.goto("/sign-in");
    await submit(page, "Send me a link", { email: EMAIL });
    await page.getByText("Open the link that we have sent to you.").waitFor();
    await page.goto(linkOf("reset"));
    await page.locator("[name=password]").fill(`${PASSWORD} again`);
    await page.getByRole("button").click();
    await page.waitForURL("/sign-in");
    await submit(page, "Sign in", { email: EMAIL, password: `${PASSWORD} again` });
    await page.getByRole("heading", { name: "Hello Ada" }).waitFor();
    expect(complaints).toEqual([]);
    expect(complaintsIn(app.output()).filter((line) => !line.startsWith("A mail"))).toEqual([]);
    await context.close();
  }, 60_000);
});

/** Returns the warnings and errors of a log, without the arguments of actions that `next dev` logs. */
function complaintsIn(log: string): string[] {
  return log.split("\n").filter((line) => COMPLAINT.test(line) && !/└─ ƒ \w+\(/.test(line));
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
