import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { type LabsOnCluster, startLabsOnCluster } from "../harness/labs.ts";
import { visit } from "../harness/visitor.ts";
import { signIn } from "./setting.ts";

const artifacts = join(import.meta.dirname, "../artifacts");
mkdirSync(artifacts, { recursive: true });

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";

let pair: LabsOnCluster;
let browser: Browser;
beforeAll(async () => {
  [pair, browser] = await Promise.all([startLabsOnCluster(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await pair?.stop();
});

test("with two Labs on one Redis Cluster, a browser at one ends the session of a browser at the other", async () => {
  const [here, there] = pair.labs;
  const laptop = await visit(browser, { baseURL: here.url });
  const phone = await visit(browser, {
    baseURL: there.url,
    viewport: { width: 390, height: 844 },
    userAgent: IPHONE,
  });
  await signIn(laptop.page, "database");
  await signIn(phone.page, "database");
  await phone.page.goto("/database/dashboard");
  expect(await phone.page.getByRole("main").textContent()).toContain("from Redis Cluster");

  await laptop.page.goto("/database/devices");
  const devices = laptop.page.getByRole("main").getByRole("listitem");
  expect(await devices.count()).toBe(2);
  expect(await devices.filter({ hasText: "Safari on iOS" }).count()).toBe(1);
  await laptop.page.screenshot({ path: join(artifacts, "cluster-1-both.png"), fullPage: true });
  await laptop.page.getByRole("button", { name: /^Revoke (?!all)/ }).click();
  await laptop.page.getByRole("status").filter({ hasText: "One session revoked" }).waitFor();
  expect(await devices.count()).toBe(1);
  await laptop.page.screenshot({ path: join(artifacts, "cluster-2-revoked.png"), fullPage: true });

  await phone.page.reload();
  expect(new URL(phone.page.url())).toMatchObject({
    origin: there.url,
    pathname: "/database/sign-in",
  });
  await phone.page.getByText(/It was revoked from Chrome on Linux, /).waitFor();
  await phone.page.screenshot({ path: join(artifacts, "cluster-3-phone.png"), fullPage: true });
  await laptop.page.reload();
  expect(await devices.count()).toBe(1);
  expect([...laptop.complaints, ...phone.complaints]).toEqual([]);
});
