/**
 * The app of next-auth on Signet with one more line: `session.strategy: hybrid({ store })`. It can list and
 * end the devices of a person who signed in with the credentials provider.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import type { NextApp } from "../harness/next-app.ts";
import { startPeerApp } from "../harness/peer-app.ts";
import { openRollingSite, type RollingSite } from "../harness/rolling-site.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

/** hybrid() refuses an ended session after at most this time; milliseconds. */
const MAX_STALENESS = 5_000;

let browser: Browser;
let site: RollingSite;
let former: NextApp;
let app: NextApp;
let visitors: Visitor[] = [];

beforeAll(async () => {
  site = await openRollingSite();
  const origin = site.url;
  [browser, former, app] = await Promise.all([
    launchChromium(),
    startPeerApp({ libraries: "originals", router: "app-router", origin }),
    startPeerApp({ libraries: "signet", router: "devices", origin }),
  ]);
});
afterEach(async () => {
  await Promise.all(visitors.map(({ context }) => context.close()));
  visitors = [];
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await Promise.all([former?.stop(), app?.stop()]);
});

async function device(): Promise<Visitor> {
  const visitor = await visit(browser, { baseURL: site.url });
  visitors.push(visitor);
  return visitor;
}

async function signIn(page: Page, mail = "ada@example.com", password = "lovelace-1815") {
  await page.goto("/api/auth/signin?callbackUrl=/account");
  await page.getByLabel("E-mail").fill(mail);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in with the company account" }).click();
  await page.waitForURL("**/account");
}

describe("next-auth with session.strategy: hybrid({ store })", () => {
  test("an ended device is signed out within 5 seconds, and the others stay", async () => {
    site.switchTo(app.url);
    const [laptop, phone, grace] = await Promise.all([device(), device(), device()]);
    await signIn(laptop.page);
    await signIn(phone.page);
    await signIn(grace.page, "grace@example.com", "hopper-1906");
    await phone.page.goto("/client");
    await phone.page.getByText("Signed in as Ada Lovelace").waitFor();

    await laptop.page.goto("/devices");
    await laptop.page.getByText("Ada Lovelace, admin, this device").waitFor();
    expect(await laptop.page.getByRole("listitem").count()).toBe(2);
    await laptop.page.getByRole("button", { name: "End" }).click();
    await laptop.page.getByRole("button", { name: "End" }).waitFor({ state: "detached" });
    const ended = Date.now();
    const isRefused = async () => (await phone.context.request.get("/api/me")).status() === 401;
    while (!(await isRefused())) expect(Date.now() - ended).toBeLessThan(MAX_STALENESS);

    await phone.page.getByRole("button", { name: "Read again" }).click();
    await phone.page.getByText("Not signed in").waitFor();
    await phone.page.goto("/devices");
    await phone.page.waitForURL(/\/api\/auth\/signin/);
    expect((await laptop.context.request.get("/api/me")).status()).toBe(200);
    expect((await grace.context.request.get("/api/me")).status()).toBe(200);
    await grace.page.goto("/devices");
    expect(await grace.page.getByRole("listitem").count()).toBe(1);
  });

  test("a person with a cookie of next-auth 4 stays signed in, and the device can be ended", async () => {
    const [laptop, phone] = await Promise.all([device(), device()]);
    site.switchTo(former.url);
    await signIn(phone.page);
    await phone.page.goto("/client");
    await phone.page.getByText("Signed in as Ada Lovelace").waitFor();
    site.switchTo(app.url);
    await phone.page.getByRole("button", { name: "Rename" }).click();
    await phone.page.getByText("Signed in as Countess Lovelace").waitFor();
    await phone.page.goto("/account");
    await phone.page.getByText("Countess Lovelace is admin 1").waitFor();

    await signIn(laptop.page);
    await laptop.page.goto("/devices");
    const moved = laptop.page.getByRole("listitem").filter({ hasText: "Countess Lovelace" });
    await moved.getByRole("button", { name: "End" }).click();
    await moved.waitFor({ state: "detached" });
    const ended = Date.now();
    const isRefused = async () => (await phone.context.request.get("/api/me")).status() === 401;
    while (!(await isRefused())) expect(Date.now() - ended).toBeLessThan(MAX_STALENESS);
  });
});
