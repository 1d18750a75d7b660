import { expect, test } from "vitest";
import { signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

const STORED = ["database", "hybrid"];

test.each(STORED)(
  "two browsers are two devices, and one ends the other at once on the %s side",
  async (side) => {
    const [laptop, phone] = [await visitor(), await visitor()];
    await signIn(laptop.page, side);
    await signIn(phone.page, side);
    await phone.page.goto(`/${side}/dashboard`);

    await laptop.page.goto(`/${side}/devices`);
    const devices = laptop.page.getByRole("main").getByRole("listitem");
    expect(await devices.count()).toBe(2);
    expect(await devices.filter({ hasText: "This device" }).count()).toBe(1);
    await laptop.page.getByRole("button", { name: /^Revoke (?!all)/ }).click();
    await devices.nth(1).waitFor({ state: "detached" });
    expect(await devices.count()).toBe(1);

    await phone.page.reload();
    expect(new URL(phone.page.url()).pathname).toBe(`/${side}/sign-in`);
    await laptop.page.reload();
    expect(await devices.count()).toBe(1);
  },
);

test.each(STORED)(
  "one click ends all other devices and keeps this one on the %s side",
  async (side) => {
    const devices = [await visitor(), await visitor(), await visitor()];
    for (const { page } of devices) await signIn(page, side);
    const [mine, ...others] = devices;
    await mine?.page.goto(`/${side}/devices`);
    await mine?.page.getByRole("button", { name: "Revoke all others" }).click();
    await expect.poll(() => mine?.page.getByRole("main").getByRole("listitem").count()).toBe(1);
    for (const { page } of others) {
      await page.goto(`/${side}/dashboard`);
      expect(new URL(page.url()).pathname).toBe(`/${side}/sign-in`);
    }
    await mine?.page.goto(`/${side}/dashboard`);
    expect(new URL(mine?.page.url() ?? "").pathname).toBe(`/${side}/dashboard`);
  },
);
