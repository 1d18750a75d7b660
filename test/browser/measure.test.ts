import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SIDES, signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

const RANGE = /^([\d,]+) to ([\d,]+) µs for 8 of 10 calls of auth\.read\(\)\./;

async function measure(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Measure the time" }).click();
  const status = page.getByRole("status").filter({ hasText: "µs" });
  await status.waitFor();
  return (await status.textContent()) ?? "";
}

describe.each(SIDES)("under $strategy", ({ strategy }) => {
  test("the measured time is shown as the range of many reads, with the number of store calls", async () => {
    const { page } = await visitor();
    await signIn(page, strategy);
    await page.goto(`/${strategy}/dashboard`);
    const message = await measure(page);
    const [, from = "", to = ""] = RANGE.exec(message) ?? [];
    expect(Number(from.replace(",", ""))).toBeGreaterThan(0);
    expect(Number(to.replace(",", ""))).toBeGreaterThanOrEqual(Number(from.replace(",", "")));
    const [, readings, reads] = /([\d,]+) calls read the store ([\d,]+) times/.exec(message) ?? [];
    expect(reads).toBe(strategy === "database" ? readings : "0");
  });
});

test("the measurement works without JavaScript", async () => {
  const { page } = await visitor({ javaScriptEnabled: false });
  await signIn(page, "jwt");
  expect(await measure(page)).toMatch(RANGE);
});

test("a user who measures too often has to wait", async () => {
  const { page } = await visitor();
  await page.goto("/jwt/sign-in");
  await page.getByRole("button", { name: "Sign in as Grace" }).click();
  await page.getByRole("heading", { name: "JWT dashboard" }).waitFor();
  for (let each = 0; each < 12; each++) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Measure the time" }).click();
    await answered;
    if ((await page.getByText("Too many tries.").count()) > 0) break;
  }
  await page.getByText(/Too many tries\. Wait \d seconds?/).waitFor();
});
