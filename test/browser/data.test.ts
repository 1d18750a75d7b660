import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { SIDES, signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

const TOO_LARGE = /takes a cookie of \d+ bytes, but browsers keep at most 4096 bytes/;

async function writeLongNote(page: Page, strategy: string): Promise<void> {
  await page.goto(`/${strategy}/dashboard`);
  await page.getByRole("button", { name: "Write a long note" }).click();
  await page.getByRole("button", { name: "Save" }).click();
}

test("a note that is too long for the cookie of a JWT is refused, and no data is lost", async () => {
  const { page } = await visitor();
  await signIn(page, "jwt");
  await writeLongNote(page, "jwt");
  await page.getByText(TOO_LARGE).waitFor();
  const note = page.getByLabel("Note");
  expect(await note.inputValue()).toContain("in a cookie or in the store");
  expect(await note.evaluate((area) => area === document.activeElement)).toBe(true);
  await page.reload();
  expect(await page.getByRole("main").textContent()).toContain("Ada Lovelace");
  expect(await note.inputValue()).toBe("");
});

test("a sealed session uses two cookies with a long note, and one again without it", async () => {
  const { page, context } = await visitor();
  const held = async () =>
    (await context.cookies()).filter(({ name }) => name.startsWith("signet-sealed"));
  const names = async () => (await held()).map(({ name }) => name).sort();
  await signIn(page, "sealed");
  await writeLongNote(page, "sealed");
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  expect(await names()).toEqual(["signet-sealed.0", "signet-sealed.1"]);
  await page.goto("/");
  const side = page.getByRole("region", { name: "Sealed", exact: true });
  expect(await side.textContent()).toMatch(/signet-sealed\.0, 4,096 bytes.*signet-sealed\.1, /);
  const html = await page.content();
  for (const { value } of await held()) expect(html).not.toContain(value.slice(-100));

  await page.goto("/sealed/dashboard");
  await page.getByLabel("Note").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  expect(await names()).toEqual(["signet-sealed"]);
});

test("a stored session keeps a long note in the store, and its cookie does not change", async () => {
  const { page, context } = await visitor();
  await signIn(page, "database");
  const values = async () => (await context.cookies()).map(({ value }) => value);
  const before = await values();
  await writeLongNote(page, "database");
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  expect(await values()).toEqual(before);
  await page.reload();
  expect(await page.getByLabel("Note").inputValue()).toContain("in a cookie or in the store");
});

test("with a long note on every side, no page scrolls sideways on a phone or a laptop", async () => {
  for (const width of [390, 1_280]) {
    const { page } = await visitor({ viewport: { width, height: 800 } });
    for (const { strategy } of SIDES) {
      await signIn(page, strategy);
      await writeLongNote(page, strategy);
      if (strategy === "jwt" || strategy === "hybrid") {
        await page.getByText(TOO_LARGE).waitFor();
        await page.getByLabel("Note").fill("x".repeat(2_000));
        await page.getByRole("button", { name: "Save" }).click();
      }
      await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    }
    for (const path of ["/", ...SIDES.map(({ strategy }) => `/${strategy}/dashboard`)]) {
      await page.goto(path);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, width, overflow]).toEqual([path, width, 0]);
    }
  }
});
