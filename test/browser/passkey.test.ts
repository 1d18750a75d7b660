/** Passkeys in Chromium with its virtual authenticator, on production builds of Next. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";
import { addAuthenticator, type VirtualAuthenticator } from "../harness/virtual-authenticator.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

let browser: Browser;
let apps: Record<"older" | "today", NextApp>;
beforeAll(async () => {
  const [chromium, older, today] = await Promise.all([
    launchChromium(),
    startFixture({ strategy: "jwt" }),
    startFixture({ strategy: "jwt", today: true }),
  ]);
  browser = chromium;
  apps = { older, today };
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.values(apps ?? {}).map((app) => app.stop()));
});

const visitors: Visitor[] = [];
afterEach(async () => {
  await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
});

interface Person {
  readonly page: Page;
  readonly authenticator: VirtualAuthenticator;
  click(name: string): Promise<void>;
  shows(text: string): Promise<void>;
}

async function person(app: NextApp): Promise<Person> {
  const visitor = await visit(browser, { baseURL: app.url });
  visitors.push(visitor);
  const { page } = visitor;
  return {
    page,
    authenticator: await addAuthenticator(page),
    click: (name) => page.getByRole("button", { name, exact: true }).click(),
    shows: (text) => page.getByText(text).first().waitFor(),
  };
}

/** Signs a new user up with a passkey. The person is then on the page of the account. */
async function signedUp(app: NextApp, name: string): Promise<Person> {
  const one = await person(app);
  // The page has started when its autofill has asked for a challenge.
  const begun = one.page.waitForResponse("**/api/passkeys/sign-in/passkey");
  await one.page.goto("/passkeys");
  await begun;
  await one.authenticator.setPresent(true);
  await one.page.getByLabel("Name", { exact: true }).fill(name);
  await one.click("Sign up");
  await one.page.waitForURL("**/passkeys/account");
  await one.page.getByRole("heading", { name }).waitFor();
  return one;
}

/**
 * Signs out, and loads the sign-in page with its autofill. The authenticator waits, so that the autofill
 * stays open.
 */
async function leave({ page, authenticator, click }: Person): Promise<void> {
  await authenticator.setPresent(false);
  await click("Leave");
  await page.waitForURL((url) => url.pathname === "/passkeys");
  const begun = page.waitForResponse("**/api/passkeys/sign-in/passkey");
  await page.reload();
  await begun;
}

const itemsOf = (page: Page) => page.locator("li p").allTextContents();

describe.each(["older", "today"] as const)("with the %s options of Next", (options) => {
  test("W3: a visitor signs up with a passkey, and signs in with a click and without a name", async () => {
    const ada = await signedUp(apps[options], "Ada");
    await leave(ada);
    await ada.click("No autofill");
    await ada.authenticator.setPresent(true);
    await ada.click("Sign in");
    await ada.page.waitForURL("**/passkeys/account");
    await ada.page.getByRole("heading", { name: "Ada" }).waitFor();
    expect(await itemsOf(ada.page)).toEqual(["Passkey, singleDevice, not copied, used"]);
  });

  test("the autofill of a field signs in", async () => {
    const ada = await signedUp(apps[options], "Ada");
    await leave(ada);
    // Chromium's authenticator answers requests that begin while its user is present.
    await ada.authenticator.setPresent(true);
    await ada.page.reload({ waitUntil: "commit" });
    await ada.page.getByRole("heading", { name: "Ada" }).waitFor();
    expect(new URL(ada.page.url()).pathname).toBe("/passkeys/account");
  });

  test("W8: a user adds, names and removes passkeys, sees copies, and keeps the last one", async () => {
    const ada = await signedUp(apps[options], "Ada");
    const { page, authenticator, click, shows } = ada;
    await click("Add a passkey");
    await shows("already-registered");
    const [first] = await authenticator.credentials();
    await authenticator.remove();
    const phone = await addAuthenticator(page, { isSynced: true });
    await phone.setPresent(true);
    await page.getByLabel("Name of the passkey").fill("Phone");
    await click("Add a passkey");
    await shows("Phone, ");
    expect((await itemsOf(page))[1]).toBe("Phone, multiDevice, copied, unused");
    // W7: the authenticators know one handle for the user.
    expect((await phone.credentials())[0]?.userHandle).toBe(first?.userHandle);
    await page.getByLabel("New name of Phone").fill("Pixel");
    await click("Rename Phone");
    await shows("Pixel, ");
    await click("Remove Passkey");
    await page.waitForURL("**/passkeys/account?outcome=done");
    await page.locator("li").nth(1).waitFor({ state: "detached" });
    await click("Remove Pixel");
    await page.waitForURL("**/passkeys/account?outcome=last-way-in");
    expect(await page.locator("li").count()).toBe(1);
  });

  test("W1: a user who cannot be verified does not sign in", async () => {
    const ada = await signedUp(apps[options], "Ada");
    await leave(ada);
    await ada.click("No autofill");
    await ada.authenticator.setVerified(false);
    await ada.authenticator.setPresent(true);
    await ada.click("Sign in");
    await ada.shows("cancelled");
    await ada.authenticator.setVerified(true);
    await ada.click("Sign in");
    await ada.page.waitForURL("**/passkeys/account");
  });
});

test("a passkey that was removed on another device does not sign in", async () => {
  const app = apps.older;
  const ada = await signedUp(app, "Ada");
  const key = await addAuthenticator(ada.page, { transport: "usb" });
  await ada.authenticator.setPresent(false);
  await key.setPresent(true);
  await ada.click("Add a passkey");
  await ada.page.locator("li").nth(1).waitFor();
  await key.remove();
  await ada.page
    .locator("li")
    .first()
    .getByRole("button", { name: /^Remove/ })
    .click();
  await ada.page.waitForURL("**/passkeys/account?outcome=done");
  await leave(ada);
  await ada.click("No autofill");
  await ada.authenticator.setPresent(true);
  await ada.click("Sign in");
  await ada.shows("wrong-credentials");
});

test("SignInButton of a Server Component posts a form without JavaScript", async () => {
  const visitor = await visit(browser, { baseURL: apps.today.url, javaScriptEnabled: false });
  visitors.push(visitor);
  await visitor.page.goto("/passkeys");
  const answer = visitor.page.waitForResponse("**/api/passkeys/sign-in/passkey");
  await visitor.page.getByRole("button", { name: "Form", exact: true }).click();
  // This method needs a script, so the answer is the challenge.
  expect(await (await answer).json()).toMatchObject({ status: "challenge" });
});
