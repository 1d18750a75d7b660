/** Tests of apps of create-next-app with the steps of the README. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { COMPLAINT, type NewAppOptions, startNewApp } from "../harness/new-app.ts";
import type { NextApp } from "../harness/next-app.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

const all: readonly NewAppOptions[] = (["as they come", "off"] as const).flatMap((flags) =>
  (["hybrid", "jwt"] as const).flatMap((strategy) =>
    (["start", "dev"] as const).map((command) => {
      // example.test.ts runs the forms of the README with the other settings of this app.
      const isExample = flags === "as they come" && strategy === "hybrid" && command === "start";
      return { flags, strategy, command, forms: isExample ? "routes" : "actions" };
    }),
  ),
);
// Covers every pair of values of two settings. NEW_APPS=all runs all eight combinations, in twice the time.
const pairs = all.filter(
  ({ flags, strategy, command }) =>
    [flags === "off", strategy === "jwt", command === "dev"].filter(Boolean).length % 2 === 0,
);

const EMAIL = "ada@example.com";
const PASSWORD = "seven quiet green lamps";
const SENT = "We have sent you a mail. Open the link in it.";
const WRONG = "This does not match.";

/** The longest wait, because `next dev` compiles a page at its first request; milliseconds. */
const TIMEOUT = 60_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(process.env["NEW_APPS"] === "all" ? all : pairs)(
  "flags $flags, $strategy(), next $command, forms by $forms",
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

    /** Opens the page with a form: one page has all forms that post to routes. */
    const openForm = (page: Page, path: string) =>
      page.goto(options.forms === "routes" ? "/sign-in?returnTo=/dashboard" : path);

    test(
      "a new app with the steps of the README signs users up, in and out, and logs no warning",
      async () => {
        const ada = await visitor();
        const { page } = ada;
        await page.goto("/dashboard");
        await page.waitForURL(/\/sign-in\?returnTo=%2Fdashboard$/);
        await openForm(page, "/sign-up");
        await submit(page, "Sign up", { name: "Ada", email: EMAIL, password: PASSWORD });
        await page.getByText(SENT).waitFor();
        await page.goto(linkIn("verify", app));
        await page.getByRole("button", { name: "Confirm" }).click();
        await page.waitForURL(`${app.url}/dashboard`);
        await page.getByRole("heading", { name: "Hello Ada" }).waitFor();

        await signOut(page);
        await page.goto("/dashboard");
        await page.waitForURL(/\/sign-in\?returnTo=%2Fdashboard$/);
        await submit(page, "Sign in", { email: EMAIL, password: "a wrong password" });
        await page.getByText(WRONG).waitFor();
        if (options.forms === "actions") {
          expect(await page.locator("[name=email]:visible").inputValue()).toBe(EMAIL);
        }
        await submit(page, "Sign in", { email: EMAIL, password: PASSWORD });
        await page.waitForURL(`${app.url}/dashboard`);
        await page.getByRole("heading", { name: "Hello Ada" }).waitFor();

        await page.goto("/account");
        await submit(page, "Rename", { name: "Ada Lovelace" });
        await page.getByText("The name was changed.").waitFor();
        const me = await ada.context.request.get("/api/me");
        expect(await me.json()).toEqual({ name: "Ada Lovelace", role: "member" });
        if (options.strategy === "hybrid") await endsAnotherDevice(page);
        if (options.command === "start") await resetsThePassword(page);

        await page.goto("/dashboard");
        await page.getByRole("heading", { name: "Hello Ada Lovelace" }).waitFor();
        await signOut(page);
        await page.goto("/dashboard");
        await page.waitForURL(/\/sign-in/);
        expect((await ada.context.request.get("/api/me")).status()).toBe(401);
        expect(ada.complaints).toEqual([]);
        expect(complaintsIn(app.output())).toEqual([]);
        await ada.context.close();
      },
      4 * TIMEOUT,
    );

    async function signOut(page: Page): Promise<void> {
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL(`${app.url}/`);
    }

    async function endsAnotherDevice(page: Page): Promise<void> {
      const phone = await visitor();
      await phone.page.goto("/sign-in?returnTo=/devices");
      await submit(phone.page, "Sign in", { email: EMAIL, password: PASSWORD });
      await phone.page.getByText("this device").waitFor();
      await page.goto("/devices");
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor({ state: "detached" });
      await phone.page.goto("/devices");
      await phone.page.waitForURL(/\/sign-in\?returnTo=%2Fdevices$/);
      expect(phone.complaints).toEqual([]);
      await phone.context.close();
    }

    async function resetsThePassword(page: Page): Promise<void> {
      await openForm(page, "/forgot-password");
      await submit(page, "Send me a link", { email: EMAIL });
      await page.getByText(SENT).waitFor();
      await page.goto(linkIn("reset", app));
      await page.locator("[name=password]").fill(`${PASSWORD} again`);
      await page.getByRole("button").click();
      await page.waitForURL(`${app.url}/sign-in?done=reset`);
      await page.goto("/sign-in?returnTo=/dashboard");
      await submit(page, "Sign in", { email: EMAIL, password: `${PASSWORD} again` });
      await page.waitForURL(`${app.url}/dashboard`);
    }
  },
);

/** Returns the address in the last printed mail of a kind. */
function linkIn(kind: string, app: NextApp): string {
  const mails = app.output().matchAll(/A mail "([\w-]+)" of localhost to \S+: (\S+)/g);
  return [...mails].findLast(([, one]) => one === kind)?.[2] ?? "no mail";
}

/** Fills the form with this button, and submits it. */
async function submit(page: Page, button: string, fields: Record<string, string>) {
  const form = page.locator("form:visible", { has: page.getByRole("button", { name: button }) });
  for (const [name, value] of Object.entries(fields)) {
    await form.locator(`[name=${name}]`).fill(value);
  }
  await form.getByRole("button", { name: button }).click();
}

/** Returns the warnings and errors of a log, without mails and without the arguments that `next dev` logs. */
function complaintsIn(log: string): string[] {
  const isComplaint = (line: string) => COMPLAINT.test(line) && !/^A mail|└─ ƒ \w+\(/.test(line);
  return log.split("\n").filter(isComplaint);
}
