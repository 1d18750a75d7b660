/**
 * A rolling switch from the peers to Signet, and back. One browser visits one address, and the server behind
 * the address changes many times. The person stays signed in, and a change on one server holds on the other.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { type Iron8Server, startIron8Server } from "../harness/iron-session-8-server.ts";
import type { NextApp } from "../harness/next-app.ts";
import { type Router, startPeerApp } from "../harness/peer-app.ts";
import { openRollingSite, type RollingSite } from "../harness/rolling-site.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

/** How many times each test changes the server. */
const SWITCHES = 10;
const ADA = { "E-mail": "ada@example.com", Password: "lovelace-1815" };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

function useSite(router: Router) {
  let site: RollingSite;
  let apps: readonly NextApp[] = [];
  let visitors: Visitor[] = [];
  beforeAll(async () => {
    site = await openRollingSite();
    const origin = site.url;
    apps = await Promise.all([
      startPeerApp({ libraries: "originals", router, origin }),
      startPeerApp({ libraries: "signet", router, origin }),
    ]);
  });
  afterEach(async () => {
    await Promise.all(visitors.map(({ context }) => context.close()));
    visitors = [];
  });
  afterAll(async () => {
    site?.close();
    await Promise.all(apps.map((app) => app.stop()));
  });
  return {
    to: (server: "originals" | "signet") =>
      site.switchTo(apps[server === "originals" ? 0 : 1]?.url ?? ""),
    toAddress: (server: string) => site.switchTo(server),
    async visitor() {
      const visitor = await visit(browser, { baseURL: site.url });
      visitors.push(visitor);
      /** Sends a request with the cookies of the browser. */
      const ask = (path: string, options: { method?: string; data?: unknown } = {}) =>
        visitor.context.request.fetch(path, options);
      return { page: visitor.page, ask };
    },
  };
}

/** Each server takes the first turn once. */
const orders = [
  { first: "originals", second: "signet" },
  { first: "signet", second: "originals" },
] as const;

describe("App Router", () => {
  const { to, toAddress, visitor } = useSite("app-router");
  describe.each(orders)("first $first, then $second", ({ first, second }) => {
    const turn = (index: number) => (index % 2 === 0 ? first : second);

    test("next-auth: a person stays signed in, and a new name and a sign-out hold on both servers", async () => {
      const { page, ask } = await visitor();
      to(first);
      await page.goto("/api/auth/signin?callbackUrl=/client");
      // The other server must accept the CSRF token of this page.
      to(second);
      await fill(page, ADA);
      await page.getByRole("button", { name: "Sign in with the company account" }).click();
      await page.waitForURL("**/client");
      await page.getByText("Signed in as Ada Lovelace, ada@example.com, admin").waitFor();
      for (let index = 0; index < SWITCHES; index++) {
        to(turn(index));
        const name = index < 5 ? "Ada Lovelace" : "Countess Lovelace";
        await page.goto("/account");
        await page.getByText(`${name} is admin 1`).waitFor();
        await page.goto("/admin");
        await page.getByText(`Admin ${name}`).waitFor();
        await page.goto("/client");
        await page.getByText(`Signed in as ${name}`).waitFor();
        const token = await (await ask("/api/token")).json();
        expect(token).toMatchObject({ claims: { name, role: "admin", userId: "1" }, parts: 5 });
        if (index === 4) {
          await page.getByRole("button", { name: "Rename" }).click();
          await page.getByText("Signed in as Countess Lovelace").waitFor();
        }
      }
      to(first);
      await page.goto("/client");
      await page.getByText("Signed in as Countess Lovelace").waitFor();
      to(second);
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await page.waitForURL("**/client?bye");
      await page.getByText("Not signed in").waitFor();
      for (const server of [first, second]) {
        to(server);
        expect((await ask("/api/me")).status()).toBe(401);
        await page.goto("/client");
        await page.getByText("Not signed in").waitFor();
      }
      // A sign-out on one server does not end the next session of the other one.
      for (const server of [first, second]) {
        to(server);
        await page.goto("/api/auth/signin?callbackUrl=/client");
        await fill(page, ADA);
        await page.getByRole("button", { name: "Sign in with the company account" }).click();
        await page.getByText("Signed in as Ada Lovelace").waitFor();
        to(server === first ? second : first);
        await page.goto("/client");
        await page.getByText("Signed in as Ada Lovelace").waitFor();
        await page.getByRole("button", { name: "Sign out here" }).click();
        await page.getByText("Not signed in").waitFor();
      }
    });

    test("next-auth: a page that stays open reads its session from the other server", async () => {
      const { page } = await visitor();
      to(first);
      await page.goto("/api/auth/signin?callbackUrl=/client");
      await fill(page, ADA);
      await page.getByRole("button", { name: "Sign in with the company account" }).click();
      // The page answers to clicks only after its scripts have run.
      await page.waitForURL("**/client");
      await page.getByText("Signed in as Ada Lovelace").waitFor();
      for (let index = 0; index < SWITCHES; index++) {
        to(turn(index));
        const read = page.waitForResponse("**/api/auth/session");
        await page.getByRole("button", { name: "Read again" }).click();
        expect(await (await read).json()).toMatchObject({ user: { name: "Ada Lovelace" } });
        await page.getByText("Signed in as Ada Lovelace").waitFor();
      }
      await page.getByRole("button", { name: "Sign out here" }).click();
      await page.getByText("Not signed in").waitFor();
    });

    test("iron-session 9: a counter goes on, a renaming holds, and a logout holds on both servers", async () => {
      const { page, ask } = await visitor();
      to(first);
      await page.goto("/iron/handler");
      await fill(page, { Username: "Alison" });
      await page.getByRole("button", { name: "Log in" }).click();
      await page.getByText("Logged in user: Alison, counter: 0").waitFor();
      for (let index = 0; index < SWITCHES; index++) {
        to(turn(index));
        await page.getByRole("button", { name: "Increment" }).click();
        await page.getByText(`Logged in user: Alison, counter: ${index + 1}`).waitFor();
      }
      for (const index of [1, 2, 3, 4]) {
        to(turn(index));
        await page.goto("/iron/handler/protected-proxy");
        await page
          .getByText(`Hello Alison, the proxy guards this page. Visits: ${index}`)
          .waitFor();
      }
      await page.goto("/iron/handler");
      await page.getByText("Logged in user: Alison").waitFor();
      to(second);
      await page.getByRole("button", { name: "Log out" }).click();
      await page.getByLabel("Username").waitFor();
      for (const server of [first, second]) {
        to(server);
        expect(await (await ask("/iron/handler/session")).json()).toEqual({
          username: "",
          isLoggedIn: false,
          counter: 0,
        });
      }
    });

    test("iron-session 9: several cookies of one session, a password of two and a magic link work on both", async () => {
      const { page, ask } = await visitor();
      const notes = (count: number) => Array.from({ length: count }, () => "n".repeat(100));
      for (let index = 0; index < SWITCHES; index++) {
        const count = [60, 2, 30][index % 3] ?? 0;
        to(turn(index));
        await ask("/iron/large", { method: "POST", data: notes(count) });
        to(turn(index + 1));
        const read = await ask("/iron/large");
        expect(await read.json()).toEqual({ notes: count, first: 100 });
      }
      to(first);
      await page.goto("/iron/redirect");
      await fill(page, { Username: "Dora" });
      await page.getByRole("button", { name: "Log in" }).click();
      await page.getByText("Logged in user: Dora").waitFor();
      to(second);
      await page.reload();
      await page.getByText("Logged in user: Dora").waitFor();
      await page.goto("/iron/magic");
      await fill(page, { Username: "Edith" });
      await page.getByRole("button", { name: "Get a link" }).click();
      const link = await page.getByRole("link", { name: "Your magic link" }).getAttribute("href");
      to(first);
      await page.goto(link ?? "");
      await page.getByText("Logged in user: Edith").waitFor();
      to(second);
      await page.reload();
      await page.getByText("Logged in user: Edith").waitFor();
    });
  });

  describe("first iron-session 8, then signet", () => {
    let former: Iron8Server;
    beforeAll(async () => {
      former = await startIron8Server();
    });
    afterAll(() => former?.stop());

    test("iron-session 8: one open page counts on both servers, and a logout holds on both", async () => {
      const { page, ask } = await visitor();
      const read = () => ask("/iron/handler/session");
      to("signet");
      await page.goto("/iron/handler");
      await page.getByLabel("Username").waitFor();
      toAddress(former.url);
      await fill(page, { Username: "Alison" });
      await page.getByRole("button", { name: "Log in" }).click();
      await page.getByText("Logged in user: Alison, counter: 0").waitFor();
      for (let index = 0; index < SWITCHES; index++) {
        if (index % 2 === 0) to("signet");
        else toAddress(former.url);
        await page.getByRole("button", { name: "Increment" }).click();
        await page.getByText(`Logged in user: Alison, counter: ${index + 1}`).waitFor();
        const servedBy = (await read()).headers()["x-served-by"];
        expect(servedBy).toBe(index % 2 === 0 ? undefined : "iron-session 8");
      }
      to("signet");
      await page.reload();
      await page.getByText(`Logged in user: Alison, counter: ${SWITCHES}`).waitFor();
      await page.getByRole("button", { name: "Log out" }).click();
      await page.getByLabel("Username").waitFor();
      toAddress(former.url);
      expect(await (await read()).json()).toEqual({ username: "", isLoggedIn: false, counter: 0 });
    });
  });
});

describe("Pages Router", () => {
  const { to, visitor } = useSite("pages-router");
  // One order is enough: the tests of the App Router have both.
  const [, { first, second }] = orders;
  const turn = (index: number) => (index % 2 === 0 ? first : second);

  test("next-auth: a person stays signed in, and a new name and a sign-out hold on both servers", async () => {
    const { page, ask } = await visitor();
    to(first);
    await page.goto("/sign-in");
    await page.getByText("Providers: credentials").waitFor();
    to(second);
    await fill(page, ADA);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Signed in as Ada Lovelace").waitFor();
    for (let index = 0; index < SWITCHES; index++) {
      to(turn(index));
      const name = index < 5 ? "Ada Lovelace" : "Countess Lovelace";
      await page.goto("/server");
      await page.getByText(`${name} is admin (authenticated)`).waitFor();
      await page.goto("/protected");
      await page.getByText(`${name} is admin`).waitFor();
      await page.goto("/dashboard");
      await page.getByText("Dashboard").waitFor();
      await page.goto("/");
      await page.getByText(`Signed in as ${name}`).waitFor();
      if (index === 4) {
        const updated = page.waitForResponse("**/api/auth/session");
        await page.getByRole("button", { name: "Rename" }).click();
        await (await updated).finished();
      }
    }
    to(first);
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("Status: unauthenticated").waitFor();
    to(second);
    expect((await ask("/api/me")).status()).toBe(401);
    await page.goto("/dashboard");
    await page.waitForURL(/\/sign-in/);
  });

  test("iron-session 9 and 6: API routes and getServerSideProps read each other's sessions", async () => {
    const { page, ask } = await visitor();
    to(first);
    await ask("/api/iron/session", { method: "POST", data: { username: "Alison" } });
    await ask("/api/v6/login", { method: "POST", data: { name: "Ada" } });
    await ask("/api/login");
    for (let index = 0; index < SWITCHES; index++) {
      to(turn(index + 1));
      await page.goto("/iron/protected-server");
      await page.getByText("Hello Alison, the server guards this page.").waitFor();
      await page.goto("/v6/profile");
      await page.getByText(`Ada is an administrator. Views: ${index + 1}`).waitFor();
      await page.goto("/admin");
      await page.getByText("Administrator 230").waitFor();
    }
    to(second);
    await ask("/api/v6/logout");
    await ask("/api/iron/session", { method: "DELETE" });
    to(first);
    expect((await ask("/api/v6/user")).status()).toBe(401);
    await page.goto("/iron/protected-server");
    await page.waitForURL("**/iron");
  });
});

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(value);
  }
}
