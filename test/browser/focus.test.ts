import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SIDES, signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

/** Returns the element with the focus: its tag, and its id or the start of its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return `${element?.tagName.toLowerCase()} ${element?.id || element?.textContent?.slice(0, 30)}`;
  });
}

async function typeSignIn(page: Page): Promise<void> {
  await page.getByLabel("User name").focus();
  await page.keyboard.type("ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("lovelace-1815");
  await page.keyboard.press("Enter");
}

describe.each(SIDES)("under $strategy", ({ strategy, dashboard }) => {
  test("after a sign-in by keyboard the focus is on the heading, and the next Tab reaches an element of the page", async () => {
    const { page } = await visitor();
    await page.goto(`/${strategy}/sign-in`);
    await typeSignIn(page);
    await page.getByRole("heading", { level: 1, name: dashboard }).waitFor();
    await expect.poll(() => focused(page)).toBe(`h1 ${dashboard}`);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(/^(button|a|input|code)/);
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  test("after signing out, the focus is on the panel of that side", async () => {
    const { page } = await visitor();
    await signIn(page, strategy);
    await page.goto(`/${strategy}/dashboard`);
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
    await expect.poll(() => focused(page)).toBe(`section ${strategy}`);
  });

  test("after a sign-in on the front page, the focus is on the panel of that side", async () => {
    const { page } = await visitor();
    await page.goto("/");
    const side = page.locator(`#${strategy}`);
    await side.getByRole("button", { name: "Sign in as Ada" }).focus();
    await page.keyboard.press("Enter");
    await side.getByRole("button", { name: "Sign out" }).waitFor();
    await expect.poll(() => focused(page)).toBe(`section ${strategy}`);
  });
});

test("after an account is created, the focus is on the heading of the next page", async () => {
  const { page } = await visitor();
  await page.goto("/register");
  await page.getByLabel("User name").fill("dorothy");
  await page.getByLabel("Name", { exact: true }).fill("Dorothy Vaughan");
  await page.getByLabel("Password").fill("vaughan-1910");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/register");
  await expect.poll(() => focused(page)).toBe("h1 JWT dashboard");
});

test("a link that stays on the page keeps the focus", async () => {
  const { page } = await visitor();
  await page.goto("/");
  const link = page.getByRole("banner").getByRole("link", { name: "New account" });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/register");
  await page.getByRole("heading", { level: 1, name: "Create an account" }).waitFor();
  expect(await focused(page)).toBe("a New account");
});

test("the header shows the signed-in user and the sides, or that no user is signed in", async () => {
  const { page } = await visitor();
  const banner = page.getByRole("banner");
  await page.goto("/register");
  expect(await banner.textContent()).toContain("Not signed in");
  await page.goto("/jwt/sign-in");
  await page.getByRole("button", { name: "Sign in as Ada" }).click();
  await banner.getByText("Ada Lovelace").waitFor();
  await signIn(page, "database");
  await page.goto("/hybrid/sign-in");
  await page.getByRole("button", { name: "Sign in as Grace" }).click();
  await banner.getByText("Grace Hopper").waitFor();
  const people = banner.getByRole("list", { name: "Signed in as" }).getByRole("listitem");
  expect(await people.allTextContents()).toEqual(["Ada LovelaceJWTSession", "Grace HopperHybrid"]);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await banner.getByText("Grace Hopper").waitFor({ state: "detached" });
});
