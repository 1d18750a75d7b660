import { describe, expect, test } from "vitest";
import { fillSignIn, SIDES, signIn, useLab } from "./setting.ts";

const { lab, visitor } = useLab();

describe.each(SIDES)("under $strategy", ({ strategy, panel, dashboard, signIn: signInTitle }) => {
  test("a visitor signs in on the front page, sees who they are, and signs out", async () => {
    const { page, context } = await visitor();
    await page.goto("/");
    const side = page.getByRole("region", { name: panel, exact: true });
    await side.getByLabel("User name").fill("grace");
    await side.getByLabel("Password").fill("hopper-1906");
    await side.getByRole("button", { name: "Sign in", exact: true }).click();
    await side.getByRole("button", { name: "Sign out" }).waitFor();
    expect(await side.textContent()).toContain("Grace Hopper");
    const text = await side.textContent();
    expect(text).toMatch(strategy === "database" ? /1 store read\b/ : /0 store reads/);
    expect(text).toMatch(/\d{2,3} bytes of cookie/);
    expect(text).not.toContain("µs");

    const cookie = (await context.cookies()).find(({ name }) => name === `signet-${strategy}`);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect(await page.content()).not.toContain(cookie?.value);

    await side.getByRole("button", { name: "Sign out" }).click();
    await side.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    expect((await context.cookies()).map(({ name }) => name)).not.toContain(`signet-${strategy}`);
  });

  test("one click signs in a demo account", async () => {
    const { page } = await visitor();
    await page.goto("/");
    const side = page.getByRole("region", { name: panel, exact: true });
    await side.getByRole("button", { name: "Sign in as Ada" }).click();
    await side.getByText("Ada Lovelace").first().waitFor();
  });

  test("a guarded page sends a visitor to sign in, and back", async () => {
    const { page } = await visitor();
    await page.goto(`/${strategy}/dashboard?tab=2`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(signInTitle);
    await fillSignIn(page, "ada", "lovelace-1815");
    await page.waitForURL(`**/${strategy}/dashboard?tab=2`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(dashboard);
    expect(await page.getByRole("main").textContent()).toContain("Ada Lovelace");
  });

  test.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "after a sign-in, no user is redirected to %s",
    async (target) => {
      const { page } = await visitor();
      await page.goto(`/${strategy}/sign-in?returnTo=${encodeURIComponent(target)}`);
      await fillSignIn(page, "ada", "lovelace-1815");
      await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
      expect(new URL(page.url()).origin).toBe(lab().url);
    },
  );

  test("the page reports a wrong password and keeps the name", async () => {
    const { page } = await visitor();
    await page.goto(`/${strategy}/sign-in`);
    await fillSignIn(page, "ada", "wrong-password");
    const alert = page.getByRole("alert").filter({ hasText: "Wrong user name or password." });
    await alert.waitFor();
    expect(await page.getByLabel("User name").inputValue()).toBe("ada");
    expect(await page.getByLabel("Password").inputValue()).toBe("");
  });

  test("a Server Action changes the display name on the page", async () => {
    const { page } = await visitor();
    await signIn(page, strategy);
    await page.goto(`/${strategy}/dashboard`);
    await page.getByLabel("Display name").fill("Countess of Lovelace");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Countess of Lovelace").first().waitFor();
    await page.reload();
    expect(await page.getByRole("main").textContent()).toContain("Countess of Lovelace");
  });

  test("a sign-in works without JavaScript", async () => {
    const { page } = await visitor({ javaScriptEnabled: false });
    await page.goto(`/${strategy}/dashboard`);
    await fillSignIn(page, "ada", "lovelace-1815");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(dashboard);
  });

  test("a sign-in works by keyboard only, with a visible focus", async () => {
    const { page } = await visitor();
    await page.goto(`/${strategy}/sign-in`);
    const name = page.getByLabel("User name");
    for (let presses = 0; presses < 15; presses++) {
      if (await name.evaluate((input) => input === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("ada");
    await page.keyboard.press("Tab");
    await page.keyboard.type("lovelace-1815");
    await page.keyboard.press("Tab");
    const button = page.getByRole("button", { name: "Sign in", exact: true });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    const outline = await button.evaluate((element) => {
      const style = getComputedStyle(element);
      return style.outlineStyle !== "none" || style.boxShadow !== "none";
    });
    expect(outline).toBe(true);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  });
});

test("a new user creates an account and is signed in", async () => {
  const { page } = await visitor();
  await page.goto("/register");
  await page.getByLabel("User name").fill("katherine");
  await page.getByLabel("Name", { exact: true }).fill("Katherine Johnson");
  await page.getByLabel("Password").fill("johnson-1918");
  await page.getByRole("button", { name: /account/i }).click();
  await page.waitForURL((url) => url.pathname !== "/register");
  await page.getByText("Katherine Johnson").first().waitFor();
});
