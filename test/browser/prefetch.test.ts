import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

let app: NextApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startFixture({ strategy: "database" }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Opens a page in a new browser context, signed in. `answers` lists the responses of the page. */
async function signedIn(): Promise<{ page: Page; answers: string[] }> {
  const page = await (await browser.newContext({ baseURL: app.url })).newPage();
  await page.goto("/");
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ userId: "ada" });
    return (await fetch("/api/sign-in", { method: "POST", body })).status;
  });
  expect(status).toBe(200);
  const answers: string[] = [];
  page.on("response", (response) => {
    answers.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { page, answers };
}

async function userOf(page: Page): Promise<unknown> {
  const { userId } = await (await page.request.get("/api/whoami")).json();
  return userId;
}

test.each([
  ["Leave", "/leave"],
  ["Leave, openly", "/open"],
])("a Next link in view signs no user out, and a click on %j does", async (name, path) => {
  const { page, answers } = await signedIn();
  await page.goto("/links");
  await expect.poll(() => answers).toContain("403 /leave");
  await expect.poll(() => answers).toContain("403 /open");
  expect(await userOf(page)).toBe("ada");
  await page.getByRole("link", { name, exact: true }).click();
  await page.waitForURL(`**${path}`);
  await page.getByText("You have left.").waitFor();
  expect(await userOf(page)).toBeNull();
});

test.each([
  ["<link rel=prefetch>", "prefetch"],
  ["a speculative prefetch", "speculation"],
  ["a speculative prerender", "prerender"],
])(
  "%s of a sign-out address signs no user out, and a navigation to it does",
  async (_name, kind) => {
    const { page, answers } = await signedIn();
    await page.evaluate((kindOf) => {
      if (kindOf === "prefetch") {
        const link = document.createElement("link");
        document.head.append(Object.assign(link, { rel: "prefetch", href: "/leave" }));
        return;
      }
      const rules = document.createElement("script");
      const [rule, list] = [{ source: "list", urls: ["/leave"], eagerness: "immediate" }, []];
      rules.type = "speculationrules";
      rules.textContent = JSON.stringify(
        kindOf === "prerender" ? { prerender: [rule] } : { prefetch: [rule], prerender: list },
      );
      document.head.append(rules);
    }, kind);
    await expect.poll(() => answers).toContain("403 /leave");
    expect(await userOf(page)).toBe("ada");
    await page.evaluate(() => {
      location.href = "/leave";
    });
    await page.getByText("You have left.").waitFor();
    expect(await userOf(page)).toBeNull();
  },
);
