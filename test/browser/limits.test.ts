import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { fromElsewhere } from "../harness/address.ts";
import { fillSignIn, signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

/** The number of consecutive wrong passwords that an account accepts from one network. */
const ENOUGH = 6;
const WAIT = /^Too many tries\. Wait ([1-9]|[1-5]\d|60) seconds, then try again\.$/;

async function guess(page: Page, username: string, times: number): Promise<void> {
  await page.goto("/jwt/sign-in");
  for (let each = 0; each < times; each++) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await fillSignIn(page, username, `guess-${each}`);
    await answered;
    await isEmptied(page);
  }
}

/** Waits until the response has emptied the password field. Text typed earlier would be lost. */
async function isEmptied(page: Page): Promise<void> {
  await expect.poll(() => page.getByLabel("Password").inputValue()).toBe("");
}

const waitAlert = (page: Page) => page.getByRole("alert").filter({ hasText: WAIT });

test("after too many wrong passwords, the page says how many seconds to wait, and keeps the typed name", async () => {
  const { page } = await visitor();
  await guess(page, "ada", ENOUGH);
  await page.getByRole("alert").filter({ hasText: "Wrong user name or password." }).waitFor();
  await fillSignIn(page, "ada", "lovelace-1815");
  await waitAlert(page).waitFor();
  expect(await page.getByLabel("User name").inputValue()).toBe("ada");
});

test("the same limit applies to the buttons of demo accounts and without JavaScript", async () => {
  const { page } = await visitor({ javaScriptEnabled: false });
  await guess(page, "grace", ENOUGH);
  await fillSignIn(page, "grace", "hopper-1906");
  await waitAlert(page).waitFor();
  await page.getByRole("button", { name: "Sign in as Grace" }).click();
  await waitAlert(page).waitFor();
});

test("wrong passwords of another client at the same address do not lock out a browser that has signed in", async () => {
  const address = fromElsewhere();
  const owner = await visitor({ extraHTTPHeaders: address });
  await signIn(owner.page, "database");
  const stranger = await visitor({ extraHTTPHeaders: address });
  await guess(stranger.page, "ada", ENOUGH + 1);
  await waitAlert(stranger.page).waitFor();
  await signIn(owner.page, "database");
  expect(new URL(owner.page.url()).pathname).toBe("/database/dashboard");
});

test("an address can create some accounts, and then has to wait", async () => {
  const { page } = await visitor();
  await page.goto("/register");
  for (let each = 0; each < 12; each++) {
    await page.getByLabel("User name").fill("ada");
    await page.getByLabel("Name", { exact: true }).fill("Ada");
    await page.getByLabel("Password").fill("not-hers-1815");
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Create the account and sign in" }).click();
    await answered;
    await isEmptied(page);
  }
  await waitAlert(page).waitFor();
});
