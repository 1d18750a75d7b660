import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { type Lab, startLab } from "../harness/lab.ts";

let lab: Lab;
let browser: Browser;
beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

test("the front page opens without a word in the console", async () => {
  const page = await browser.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  const response = await page.goto(lab.url, { waitUntil: "load" });
  expect(response?.status()).toBe(200);
  expect(said).toEqual([]);
});
