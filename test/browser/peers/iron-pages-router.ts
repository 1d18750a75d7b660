import type { Scenario } from "./scenario.ts";

const router = "pages-router";

export const ironInThePagesRouter: readonly Scenario[] = [
  {
    name: "iron-session: a page logs in and out by API routes, and getServerSideProps guards a page",
    router,
    async visit({ page, open, see, press, fill, ask }) {
      await open("/iron", "Username");
      await ask("/api/iron/session");
      await ask("/iron/protected-server");
      await fill({ Username: "Alison" });
      await press("Log in");
      await see("Logged in user: Alison");
      await page.reload();
      await see("Logged in user: Alison");
      await ask("/api/iron/session");
      await open("/iron/protected-server", "Hello Alison, the server guards this page.");
      await open("/iron/protected-client", "Hello Alison, the browser guards this page.");
      await page.goBack();
      await page.goBack();
      await see("Logged in user: Alison");
      await press("Log out");
      await see("Username");
      for (const guard of ["server", "client"]) {
        await page.goto(`/iron/protected-${guard}`);
        await page.waitForURL("**/iron");
        await see("Username");
      }
      await ask("/api/iron/session", { method: "PUT" });
    },
  },
  {
    name: "iron-session: a form without JavaScript logs in and out by redirects of an API route",
    router,
    async visit({ open, see, press, fill, ask }) {
      await open("/iron", "Username");
      await fill({ "Form username": "Bertha" });
      await press("Log in by form");
      await see("Logged in user: Bertha");
      await press("Log out by link");
      await see("Username");
      await ask("/api/iron/form", { method: "POST", form: { username: "Cora" } });
      await ask("/api/iron/form", { method: "PUT" });
      await open("/iron", "Logged in user: Cora");
      await ask("/api/iron/form?action=logout");
      await open("/iron", "Username");
    },
  },
  {
    name: "iron-session 6: the code of its README logs in, guards a page and logs out",
    router,
    async visit({ page, open, see, ask }) {
      await open("/iron", "Username");
      await ask("/api/user");
      // The README's page reads `user.admin` without a test for the user.
      await ask("/admin");
      await page.goto("/api/login");
      await see('{"ok":true}');
      await open("/admin", "Administrator 230");
      await page.goto("/api/user");
      await see('{"user":{"id":230,"admin":true}}');
      await ask("/api/user");
      await page.goto("/api/logout");
      await see('{"ok":true}');
      await page.goto("/api/user");
      await see("{}");
      await ask("/api/logout");
    },
  },
  {
    name: "iron-session 6: wrapped routes give req.session with the types of the app",
    router,
    async visit({ page, open, see, press, fill, ask, context, url }) {
      await open("/v6", "Who am I?");
      await press("Who am I?");
      await see('401 {"error":"Log in first."}');
      await fill({ Name: "Ada" });
      await press("Log in");
      await see("Ada is an administrator. Views: 1");
      await page.reload();
      await see("Views: 2");
      await page.goBack();
      await press("Who am I?");
      await see('200 {"user":{"id":230,"name":"Ada","admin":true},"views":2}');
      await ask("/api/v6/replace", { method: "POST" });
      await open("/v6/profile", "Views: 101");
      await ask("/v6/profile");
      await ask("/api/v6/clear", { method: "POST" });
      await ask("/api/v6/user");
      await page.goto("/v6/profile");
      await page.waitForURL(`${url}/v6`);
      await see("Who am I?");
      await ask("/api/v6/login", { method: "POST", data: { name: "Grace" } });
      await open("/v6/profile", "Grace is not an administrator.");
      await ask("/api/v6/logout");
      await ask("/api/v6/user");
      await context.clearCookies();
      await ask("/api/v6/logout");
    },
  },
];
