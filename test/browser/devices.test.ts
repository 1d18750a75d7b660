import { expect, test } from "vitest";
import { signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

test("two browsers are two devices, and one ends the other at once", async () => {
  const [laptop, phone] = [await visitor(), await visitor()];
  await signIn(laptop.page, "database");
  await signIn(phone.page, "database");
  await phone.page.goto("/database/dashboard");

  await laptop.page.goto("/database/devices");
  const devices = laptop.page.getByRole("main").getByRole("listitem");
  expect(await devices.count()).toBe(2);
  expect(await devices.filter({ hasText: "This device" }).count()).toBe(1);
  await laptop.page.getByRole("button", { name: /^Revoke (?!all)/ }).click();
  await devices.nth(1).waitFor({ state: "detached" });
  expect(await devices.count()).toBe(1);

  await phone.page.reload();
  expect(new URL(phone.page.url()).pathname).toBe("/database/sign-in");
  await laptop.page.reload();
  expect(await devices.count()).toBe(1);
});

test("one click ends all the others and keeps this one", async () => {
  const devices = [await visitor(), await visitor(), await visitor()];
  for (const { page } of devices) await signIn(page, "database");
  const [mine, ...others] = devices;
  await mine?.page.goto("/database/devices");
  await mine?.page.getByRole("button", { name: "Revoke all others" }).click();
  await expect.poll(() => mine?.page.getByRole("main").getByRole("listitem").count()).toBe(1);
  for (const { page } of others) {
    await page.goto("/database/dashboard");
    expect(new URL(page.url()).pathname).toBe("/database/sign-in");
  }
  await mine?.page.goto("/database/dashboard");
  expect(new URL(mine?.page.url() ?? "").pathname).toBe("/database/dashboard");
});
