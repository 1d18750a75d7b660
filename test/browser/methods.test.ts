import { generate } from "otplib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fromElsewhere } from "../harness/address.ts";
import { launchChromium } from "../harness/chromium.ts";
import { type Lab, startLab } from "../harness/lab.ts";
import { freePort } from "../harness/port.ts";
import { type PracticeProvider, startPracticeProvider } from "../harness/practice-provider.ts";
import { addAuthenticator } from "../harness/virtual-authenticator.ts";
import { type Visitor, visit } from "../harness/visitor.ts";
import { misfits, violations } from "./faults-of-looks.ts";

const PASSWORD = "seven quiet green lamps";

let provider: PracticeProvider;
let lab: Lab;
let browser: Browser;
const visitors: Visitor[] = [];

beforeAll(async () => {
  const port = await freePort();
  provider = await startPracticeProvider(port);
  [lab, browser] = await Promise.all([
    startLab({ port, env: { TRUSTED_PROXIES: "1", ...provider.env } }),
    launchChromium(),
  ]);
});

afterEach(async () => {
  const complaints = visitors.flatMap((visitor) => visitor.complaints);
  await Promise.all(visitors.splice(0).map((visitor) => visitor.context.close()));
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  await provider?.stop();
});

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const setting = { baseURL: lab.url, extraHTTPHeaders: fromElsewhere() };
  const visitor = await visit(browser, { ...setting, ...options });
  visitors.push(visitor);
  return visitor.page;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Signs out, and waits for the answer: a navigation would cut the request off. */
async function signOut(page: Page, strategy: string): Promise<void> {
  await press(page, "Sign out");
  await page.waitForURL(`**/#${strategy}`);
}

async function signInWithProvider(page: Page, strategy: string, person: string): Promise<void> {
  await page.goto(`/${strategy}/sign-in?returnTo=/${strategy}/account`);
  await press(page, "Continue with the practice provider");
  await page.locator(`button[value=${person}]`).click();
  await page.waitForURL(`**/${strategy}/account`);
}

async function signInByMail(page: Page, strategy: string, email: string): Promise<void> {
  await page.goto(`/${strategy}/sign-in?returnTo=/${strategy}/account`);
  await page.getByLabel("E-mail address").fill(email);
  await press(page, "Send me a link");
  await page.waitForURL("**sent=email**");
  await page.goto("/mailbox");
  await page.getByRole("link", { name: "Open the link" }).first().click();
  await page.getByRole("button").click();
  await page.waitForURL(`**/${strategy}/account`);
}

/** Returns what the account page says about the proofs of the session. */
const proofs = (page: Page) =>
  page.getByRole("heading", { name: "This session" }).locator("..").locator("dl").textContent();

describe.each(["jwt", "sealed", "database", "hybrid"])("under %s", (strategy) => {
  test("a provider signs a person in, a passkey is added, and the passkey signs in", async () => {
    const page = await newPage();
    await signInWithProvider(page, strategy, "grace");
    expect(await proofs(page)).toMatch(/provider[\s\S]*aal1/);
    const authenticator = await addAuthenticator(page);
    await authenticator.setPresent(true);
    await page.getByLabel("Name of the passkey").fill(`Key for ${strategy}`);
    await press(page, "Add a passkey");
    await page.getByText(`Passkey, Key for ${strategy}`).waitFor();
    await signOut(page, strategy);
    await page.goto(`/${strategy}/sign-in?returnTo=/${strategy}/account`);
    await press(page, "Use a passkey");
    await page.waitForURL(`**/${strategy}/account`);
    expect(await proofs(page)).toMatch(/passkey[\s\S]*aal2/);
  });

  test("without JavaScript a link in a mail signs in, and so does a password", async () => {
    const page = await newPage({ javaScriptEnabled: false });
    const email = `mary-${strategy}@home.example`;
    await signInByMail(page, strategy, email);
    expect(await proofs(page)).toMatch(/email[\s\S]*aal1/);
    await page.getByLabel("New password").fill(PASSWORD);
    await press(page, "Set a password");
    await page.getByText("The password is set.").waitFor();
    await signOut(page, strategy);
    await page.goto(`/${strategy}/password`);
    await page.getByLabel("E-mail address").first().fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("This is a shared device").check();
    await press(page, "Sign in with the password");
    await page.waitForURL(`**/${strategy}/account`);
    const cookies = await page.context().cookies();
    const session = cookies.find(({ name }) => name.endsWith(`signet-${strategy}`));
    expect(session?.expires).toBe(-1);
    expect(await proofs(page)).toMatch(/password[\s\S]*pwd[\s\S]*aal1/);
  });

  test("with an authenticator app there is no session before its code", async () => {
    const page = await newPage();
    const email = `alan-${strategy}@home.example`;
    await signInByMail(page, strategy, email);
    await press(page, "Add an authenticator app");
    const secret = await page
      .locator("p", { hasText: "type this secret" })
      .locator("code")
      .textContent();
    await page.getByLabel("Code of the app").fill("000000");
    await press(page, "Confirm the app");
    await page.getByText("This does not match.").waitFor();
    await page.getByLabel("Code of the app").fill(await generate({ secret: secret ?? "" }));
    await press(page, "Confirm the app");
    await page.getByText("Authenticator app").first().waitFor();
    await press(page, "Make recovery codes");
    const code = await page.getByRole("status").getByRole("listitem").first().textContent();
    await signOut(page, strategy);

    await page.goto(`/${strategy}/sign-in?returnTo=/${strategy}/account`);
    await page.getByLabel("E-mail address").fill(email);
    await press(page, "Send me a link");
    await page.waitForURL("**sent=email**");
    await page.goto("/mailbox");
    await page.getByRole("heading", { name: "An authenticator app was added" }).waitFor();
    await page.getByRole("link", { name: "Open the link" }).first().click();
    await page.getByRole("button").click();
    await page.getByRole("heading", { name: "One more step" }).waitFor();
    const early = await page.request.get(`/api/${strategy}/session`);
    expect(await early.json()).toEqual({ session: null });
    await page.getByLabel("Recovery code").fill(code ?? "");
    await press(page, "Use the recovery code");
    await page.waitForURL(`**/${strategy}/account`);
    expect(await proofs(page)).toMatch(/email[\s\S]*recovery[\s\S]*aal2/);
  });
});

test("a sign-out at the provider ends the session of that browser, and no other", async () => {
  const [one, other] = [await newPage(), await newPage()];
  for (const page of [one, other]) await signInWithProvider(page, "database", "grace");
  await one.goto(`${provider.env["LAB_PROVIDER"]}/session/end`);
  await press(one, "Yes, sign out here too");
  await expect
    .poll(async () => (await one.request.get("/api/database/session")).json())
    .toEqual({ session: null });
  expect(await (await other.request.get("/api/database/session")).json()).not.toEqual({
    session: null,
  });
});

test("a person signs out here and at the provider, and comes back to the Lab", async () => {
  const page = await newPage();
  await signInWithProvider(page, "sealed", "grace");
  await press(page, "Sign out here and at the provider");
  await press(page, "Yes, sign out here too");
  await page.waitForURL(`${lab.url}/**`);
  expect(await (await page.request.get("/api/sealed/session")).json()).toEqual({ session: null });
  await page.goto("/sealed/sign-in");
  await press(page, "Continue with the practice provider");
  await page.getByRole("heading", { name: "Sign in at the practice provider" }).waitFor();
});

test("an identity with an unverified address of another user does not join its account", async () => {
  const owner = await newPage();
  await signInWithProvider(owner, "jwt", "ada");
  const page = await newPage();
  await page.goto("/jwt/sign-in");
  await press(page, "Continue with the practice provider");
  await page.locator("button[value=mallory]").click();
  await page.waitForURL("**error=link-needed**");
  expect(await page.getByRole("main").getByRole("alert").textContent()).toContain(
    "Sign in in your usual way first",
  );
});

test("a person who goes back at the provider reads that nothing was changed", async () => {
  const page = await newPage();
  await page.goto("/hybrid/sign-in");
  await press(page, "Continue with the practice provider");
  await press(page, "Cancel, and go back to the Lab");
  await page.waitForURL("**error=cancelled**");
  expect(await page.getByRole("main").getByRole("alert").textContent()).toContain("cancelled");
});

test("a mail is shown only in the browser that caused it", async () => {
  const [one, other] = [await newPage(), await newPage()];
  await one.goto("/jwt/sign-in");
  await one.getByLabel("E-mail address").fill("secret@home.example");
  await press(one, "Send me a link");
  await one.waitForURL("**sent=email**");
  for (const page of [one, other]) await page.goto("/mailbox");
  expect(await one.getByRole("main").textContent()).toContain("secret@home.example");
  expect(await other.getByRole("main").textContent()).not.toContain("secret@home.example");
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test("the pages of sign-in have no faults that axe finds, and no sideways scroll on a phone", async () => {
    const page = await newPage({ colorScheme, viewport: { width: 390, height: 800 } });
    await signInByMail(page, "sealed", `axe-${colorScheme}@home.example`);
    await press(page, "Add an authenticator app");
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    const addresses = [
      "",
      "/mailbox",
      "/sealed/password",
      "/sealed/sign-in?error=expired",
      "/sealed/sign-in?sent=email",
      "/sealed/sign-in?step=second-factor",
    ];
    for (const address of addresses) {
      if (address !== "") await page.goto(address);
      expect([address, await violations(page), await misfits(page)]).toEqual([address, [], []]);
    }
  });
});
