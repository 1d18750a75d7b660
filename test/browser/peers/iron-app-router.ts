import { expect } from "vitest";
import type { Scenario } from "./scenario.ts";

const router = "app-router";

export const ironInTheAppRouter: readonly Scenario[] = [
  {
    name: "iron-session: Server Actions log a user in and out, and a Server Component guards a page",
    router,
    async visit({ page, open, see, press, fill, ask }) {
      await open("/iron/action", "Log in");
      await page.goto("/iron/action/protected");
      await page.waitForURL("**/iron/action");
      await see("Log in");
      await fill({ Username: "Alison" });
      await press("Log in");
      await see("Logged in user: Alison");
      await page.reload();
      await see("Logged in user: Alison");
      await press("Protected page");
      await see("Hello Alison, this page is for logged in users.");
      await ask("/iron/action/protected");
      await page.goBack();
      await see("Logged in user: Alison");
      await press("Log out");
      await see("Username");
      await page.goto("/iron/action/protected");
      await page.waitForURL("**/iron/action");
      await see("Username");
    },
  },
  {
    name: "iron-session: a Client Component logs in, counts and logs out by Route Handlers",
    router,
    async visit({ page, open, see, press, fill, ask }) {
      await open("/iron/handler", "Username");
      await ask("/iron/handler/session");
      await fill({ Username: "Bertha" });
      await press("Log in");
      await see("Logged in user: Bertha, counter: 0");
      await press("Increment");
      await see("counter: 1");
      await press("Increment");
      await see("counter: 2");
      await page.reload();
      await see("Logged in user: Bertha, counter: 2");
      await ask("/iron/handler/session");
      await ask("/iron/handler/session", { method: "PATCH" });
      await press("Server");
      await see("Hello Bertha, the server guards this page.");
      await open("/iron/handler/protected-client", "Hello Bertha, the browser guards this page.");
      await open("/iron/handler", "Logged in user: Bertha, counter: 3");
      await press("Log out");
      await see("Username");
      await ask("/iron/handler/session");
      for (const guard of ["server", "client", "proxy"]) {
        await page.goto(`/iron/handler/protected-${guard}`);
        await page.waitForURL("**/iron/handler");
        await see("Username");
      }
      await ask("/iron/handler/protected-proxy");
      await page.goBack();
      await see("Username");
    },
  },
  {
    name: "iron-session: a page sees the session that proxy.ts saved during the same request",
    router,
    async visit({ page, open, see, press, fill, ask }) {
      await open("/iron/handler", "Username");
      await fill({ Username: "Cora" });
      await press("Log in");
      await see("Logged in user: Cora");
      await open("/iron/handler/protected-proxy", "the proxy guards this page. Visits: 1");
      await page.reload();
      await see("Visits: 2");
      await ask("/iron/handler/session");
    },
  },
  {
    name: "iron-session: a form logs in with a redirect, and its cookie ends with the browser",
    router,
    async visit({ open, see, press, fill, ask }) {
      await open("/iron/redirect", "Username");
      await fill({ Username: "Dora Ünal 🙂" });
      await press("Log in");
      await see("Logged in user: Dora Ünal 🙂");
      await ask("/iron/redirect/session");
      await ask("/iron/redirect/session", { method: "POST", form: { username: "Emma" } });
      await open("/iron/redirect", "Logged in user: Emma");
      await ask("/iron/redirect/session?action=logout");
      await open("/iron/redirect", "Username");
    },
  },
  {
    name: "iron-session: a magic link logs in, and a changed link does not",
    router,
    async visit({ page, open, see, press, fill }) {
      await open("/iron/magic", "Get a link");
      await fill({ Username: "E" });
      await press("Get a link");
      await see("The username has fewer than 2 characters.");
      await fill({ Username: "Edith" });
      await press("Get a link");
      const link = page.getByRole("link", { name: "Your magic link" });
      const address = (await link.getAttribute("href")) ?? "";
      expect(decodeURIComponent(address)).toMatch(/\?seal=Fe26\.2\*1\*.*~2$/);
      const forged = address.replace(/(?<=\*1\*)./, (digit) => (digit === "0" ? "1" : "0"));
      await page.goto(forged);
      await page.getByText("This link is not valid, or it is too old.").waitFor();
      await page.goto("/iron/magic/login?seal=");
      await page.getByText("This link is not valid, or it is too old.").waitFor();
      await open("/iron/magic", "Get a link");
      await page.goto(address);
      await see("Logged in user: Edith");
      await press("Log out");
      await see("Get a link");
    },
  },
  {
    name: "iron-session: a large session takes several cookies, and leaves none behind when it shrinks",
    router,
    async visit({ page, open, see, note, ask, context, url }) {
      await open("/iron/redirect", "Username");
      const save = (notes: string[]) => ask("/iron/large", { method: "POST", data: notes });
      for (const count of [1, 20, 60, 5, 0]) {
        await save(
          Array.from({ length: count }, (_, index) => String(index).padStart(100, "note ")),
        );
        await ask("/iron/large");
        note("cookies", (await context.cookies(url)).map(({ name }) => name).sort());
      }
      await save(Array.from({ length: 30 }, () => "x".repeat(100)));
      await ask("/iron/large", { method: "DELETE" });
      await page.reload();
      await see("Username");
    },
  },
  {
    name: "iron-session: a changed, foreign or empty cookie is an empty session",
    router,
    async visit({ open, see, press, fill, ask, context, url }) {
      await open("/iron/action", "Username");
      await fill({ Username: "Fanny" });
      await press("Log in");
      await see("Logged in user: Fanny");
      const [cookie] = await context.cookies(url);
      if (!cookie) throw new Error("The browser has no cookie.");
      const seal = cookie.value;
      const middle = Math.floor(seal.length / 2);
      const flipped = seal[middle] === "A" ? "B" : "A";
      for (const value of [
        "",
        "garbage",
        "Fe26.2*",
        seal.slice(0, -6),
        `${seal.slice(0, middle)}${flipped}${seal.slice(middle + 1)}`,
      ]) {
        await context.addCookies([{ ...cookie, value }]);
        await ask("/iron/action/protected");
      }
      await context.addCookies([cookie]);
      await open("/iron/action", "Logged in user: Fanny");
    },
  },
];
