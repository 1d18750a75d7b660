import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SIDES, signIn, useLab } from "./setting.ts";

const { lab, visitor } = useLab();

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const WHEN = /It was revoked from Firefox on Linux, (just now|\d+ seconds ago) \(\d+ \w+ \d{4}, /;

/** Signs in on a device whose session another device then ends. */
async function endedFromFirefox(side: string, javaScriptEnabled = true) {
  const phone = await visitor({ javaScriptEnabled });
  await signIn(phone.page, side);
  const firefox = await visitor({ userAgent: FIREFOX });
  await signIn(firefox.page, side);
  await firefox.page.goto(`/${side}/devices`);
  return { phone, firefox };
}

const notice = (page: Page) => page.getByRole("main").getByText("Your session has ended.");

describe.each(["database", "hybrid"])("under %s", (side) => {
  test("the sign-in page says from which device the session was ended, and when", async () => {
    const { phone, firefox } = await endedFromFirefox(side);
    await firefox.page
      .getByRole("button", { name: /^Revoke (?!all)/ })
      .first()
      .click();
    await firefox.page.getByRole("status").filter({ hasText: "revoked" }).waitFor();
    await phone.page.goto(`/${side}/dashboard`);
    expect(new URL(phone.page.url()).pathname).toBe(`/${side}/sign-in`);
    await notice(phone.page).waitFor();
    expect(await phone.page.getByRole("main").textContent()).toMatch(WHEN);
    await phone.page.goto("/");
    const panel = phone.page.locator(`#${side}`);
    expect(await panel.textContent()).toMatch(WHEN);

    await signIn(phone.page, side);
    await phone.page.goto(`/${side}/sign-in`);
    expect(await notice(phone.page).count()).toBe(0);
  });

  test("the sign-in page names the device that ended all other sessions, also without JavaScript", async () => {
    const { phone, firefox } = await endedFromFirefox(side, false);
    await firefox.page.getByRole("button", { name: "Revoke all others" }).click();
    await expect.poll(() => firefox.page.getByRole("main").getByRole("listitem").count()).toBe(1);
    await phone.page.goto(`/${side}/dashboard`);
    expect(await phone.page.getByRole("main").textContent()).toMatch(WHEN);
  });

  test("the sign-in page names the device that ended a session over HTTP", async () => {
    const { phone, firefox } = await endedFromFirefox(side);
    const headers = { origin: lab().url };
    await firefox.page.request.post(`/api/${side}/sessions/revoke-others`, { headers });
    await phone.page.goto(`/${side}/dashboard`);
    expect(await phone.page.getByRole("main").textContent()).toMatch(WHEN);
  });

  test("typed text is kept when the session has ended", async () => {
    const { phone, firefox } = await endedFromFirefox(side);
    const { page } = phone;
    await page.route("**/api/hybrid/live*", (route) => route.abort());
    await page.goto(`/${side}/dashboard`);
    await page.getByLabel("Note").fill("a long thought");
    await firefox.page.getByRole("button", { name: "Revoke all others" }).click();
    await firefox.page.getByRole("status").filter({ hasText: "revoked" }).waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "You are no longer signed in" }).waitFor();
    expect(await page.getByLabel("Note").inputValue()).toBe("a long thought");
    phone.complaints.length = 0;
  });
});

test.each(SIDES)(
  "the sign-in page shows no notice to a user who signed out, on the $strategy side",
  async ({ strategy }) => {
    const { page } = await visitor();
    await signIn(page, strategy);
    await page.goto(`/${strategy}/dashboard`);
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).first().click();
    await page.waitForURL((url) => url.pathname === "/");
    await page.goto(`/${strategy}/sign-in`);
    expect(await notice(page).count()).toBe(0);
  },
);

test("a changed cookie is refused, and the page shows the reason", async () => {
  const { page, context } = await visitor();
  await signIn(page, "jwt");
  const cookie = (await context.cookies()).find(({ name }) => name === "signet-jwt");
  const value = `${cookie?.value.slice(0, -8)}AAAAAAAA`;
  await context.addCookies([{ name: "signet-jwt", value, url: lab().url }]);
  await page.goto("/jwt/dashboard");
  await page.getByText("The server rejects your cookie.").waitFor();
  expect(await page.getByRole("main").textContent()).toContain("The cookie was changed");
});
