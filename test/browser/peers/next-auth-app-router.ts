import { expect } from "vitest";
import type { Actor } from "./actor.ts";
import type { Scenario } from "./scenario.ts";

const router = "app-router";
const ADA = { "E-mail": "ada@example.com", Password: "lovelace-1815" };
const GRACE = { "E-mail": "grace@example.com", Password: "hopper-1906" };
const SUBMIT = "Sign in with the company account";

/** Signs in on the page of the library. */
async function signIn({ open, fill, press, page }: Actor, person = ADA): Promise<void> {
  await open("/api/auth/signin?callbackUrl=/client", SUBMIT);
  await fill(person);
  await press(SUBMIT);
  await page.waitForURL("**/client");
}

export const nextAuthInTheAppRouter: readonly Scenario[] = [
  {
    name: "next-auth: a Server Component sends a stranger to the library's sign-in page, and back again",
    router,
    async visit({ page, see, press, fill, ask, open }) {
      await page.goto("/account");
      await page.waitForURL("**/api/auth/signin?callbackUrl=/account");
      await see(SUBMIT);
      await fill({ ...ADA, Password: "a wrong password" });
      await press(SUBMIT);
      await see("Sign in failed. Check the details you provided are correct.");
      await fill(ADA);
      await press(SUBMIT);
      await page.waitForURL("**/account");
      await see("Ada Lovelace is admin 1");
      await page.reload();
      await see("Ada Lovelace is admin 1");
      await ask("/account");
      await page.goBack();
      await see(SUBMIT);
      await open("/api/auth/signin", SUBMIT);
    },
  },
  {
    name: "next-auth: proxy.ts admits by the role of the token",
    router,
    async visit(actor, another) {
      const { page, see, press, fill, ask, open } = actor;
      await ask("/admin");
      await ask("/member?tab=1");
      await page.goto("/admin");
      await page.waitForURL("**/api/auth/signin?callbackUrl=%2Fadmin");
      await fill(ADA);
      await press(SUBMIT);
      await page.waitForURL("**/admin");
      await see("Admin Ada Lovelace");
      await open("/member", "Members");
      const grace = await another();
      await signIn(grace, GRACE);
      await grace.open("/member", "Members");
      await grace.ask("/admin");
      await grace.page.goto("/admin");
      await grace.page.waitForURL("**/api/auth/signin?callbackUrl=%2Fadmin");
      await grace.see(SUBMIT);
    },
  },
  {
    name: "next-auth: Route Handlers read the session and the token",
    router,
    async visit(actor) {
      const { ask } = actor;
      await ask("/api/me");
      await ask("/api/token");
      await signIn(actor);
      await ask("/api/me");
      await ask("/api/token");
      await ask("/api/me", { headers: { cookie: "next-auth.session-token=garbage" } });
      await ask("/api/token", { headers: { cookie: "next-auth.session-token=garbage" } });
    },
  },
  {
    name: "next-auth: the REST routes answer the same, with the same headers and cookies",
    router,
    async visit(actor) {
      const { ask, open, note } = actor;
      const paths = [
        "/api/auth/session",
        "/api/auth/providers",
        "/api/auth/signout",
        "/api/auth/error",
        "/api/auth/error?error=AccessDenied",
        "/api/auth/unknown",
        "/api/auth/verify-request",
        "/api/auth/signin/credentials",
        "/api/auth/callback/credentials",
        "/api/auth/signin?error=SessionRequired",
      ];
      for (const path of paths) await ask(path);
      const { csrfToken } = JSON.parse(
        await actor.context.request.get("/api/auth/csrf").then((r) => r.text()),
      );
      note("csrf", String(csrfToken).length);
      await ask("/api/auth/callback/credentials", { method: "POST", form: { ...lower(ADA) } });
      await ask("/api/auth/callback/credentials", {
        method: "POST",
        form: { csrfToken: "wrong", ...lower(ADA) },
      });
      await ask("/api/auth/callback/credentials", {
        method: "POST",
        form: { csrfToken, ...lower(ADA), password: "wrong" },
      });
      await ask("/api/auth/callback/credentials", {
        method: "POST",
        form: { csrfToken, ...lower(ADA), password: "wrong", json: "true" },
      });
      await ask("/api/auth/callback/unknown", { method: "POST", form: { csrfToken } });
      await ask("/api/auth/callback/credentials", {
        method: "POST",
        form: { csrfToken, ...lower(ADA), json: "true", callbackUrl: "https://evil.example/" },
      });
      const session = JSON.parse(
        await actor.context.request.get("/api/auth/session").then((r) => r.text()),
      );
      note("session", { ...session, expires: typeof session.expires });
      await ask("/api/auth/session", {
        method: "POST",
        data: { csrfToken, data: { name: "Changed" } },
      });
      await ask("/api/auth/session", {
        method: "POST",
        data: { csrfToken: "wrong", data: { name: "Not me" } },
      });
      await ask("/api/auth/signout", { method: "POST", form: { csrfToken: "wrong" } });
      await ask("/api/me");
      await ask("/api/auth/signout", {
        method: "POST",
        form: { csrfToken, callbackUrl: "/client" },
      });
      await ask("/api/me");
      await open("/client", "Not signed in");
    },
  },
  {
    name: "next-auth: useSession shows, renames, re-reads and ends the session",
    router,
    async visit(actor) {
      const { page, see, press, open, ask } = actor;
      await open("/client", "Not signed in (unauthenticated)");
      await press("Sign in");
      await page.waitForURL(/\/api\/auth\/signin\?callbackUrl=/);
      await see(SUBMIT);
      await signIn(actor);
      await see("Signed in as Ada Lovelace, ada@example.com, admin (authenticated)");
      await press("Rename");
      await see("Signed in as Countess Lovelace");
      await press("Read again");
      await see("Signed in as Countess Lovelace");
      await page.reload();
      await see("Signed in as Countess Lovelace");
      await open("/account", "Countess Lovelace is admin 1");
      await ask("/api/token");
      await open("/client", "Signed in as Countess Lovelace");
      await press("Sign out");
      await page.waitForURL("**/client?bye");
      await see("Not signed in");
      await page.goBack();
      await see("Not signed in");
      await ask("/api/me");
    },
  },
  {
    name: "next-auth: a page with a required session sends a stranger to the sign-in page",
    router,
    async visit(actor) {
      const { page, see, fill, press } = actor;
      await page.goto("/required");
      await page.waitForURL(/\/api\/auth\/signin\?error=SessionRequired&callbackUrl=/);
      await see("Please sign in to access this page.");
      await fill(ADA);
      await press(SUBMIT);
      await page.waitForURL("**/required");
      await see("Only for people with a session, such as Ada Lovelace");
    },
  },
  {
    name: "next-auth: the library's sign-out page ends the session",
    router,
    async visit(actor) {
      const { page, see, press, open, ask } = actor;
      await signIn(actor);
      await open("/api/auth/signout", "Are you sure you want to sign out?");
      await press("Sign out");
      await page.waitForURL((url) => !url.pathname.startsWith("/api/auth/signout"));
      await page.waitForLoadState();
      await see(/Not signed in|Peers/);
      await ask("/api/me");
    },
  },
  {
    name: "next-auth: other tabs see a sign-out and a new name",
    router,
    async visit(actor) {
      await signIn(actor);
      const { page, context, see, press } = actor;
      const other = await context.newPage();
      await other.goto("/client");
      await other.getByText("Signed in as Ada Lovelace").waitFor();
      await press("Rename");
      await see("Signed in as Countess Lovelace");
      await other.getByText("Signed in as Countess Lovelace").waitFor();
      await press("Sign out here");
      await see("Not signed in");
      await other.getByText("Not signed in").waitFor();
      expect(page.url()).toMatch(/\/client$/);
      await other.close();
    },
  },
  {
    name: "next-auth: a changed or foreign cookie is no session, and the library removes it",
    router,
    async visit(actor) {
      await signIn(actor);
      const { context, ask, open, see, page } = actor;
      const cookies = await context.cookies();
      const cookie = cookies.find(({ name }) => name === "next-auth.session-token");
      if (!cookie) throw new Error("The browser has no session cookie.");
      const middle = Math.floor(cookie.value.length / 2);
      const flipped = cookie.value[middle] === "A" ? "B" : "A";
      const changed = `${cookie.value.slice(0, middle)}${flipped}${cookie.value.slice(middle + 1)}`;
      for (const value of [changed, "garbage", "a.b.c", cookie.value.slice(0, -1)]) {
        await context.addCookies([{ ...cookie, value }]);
        await ask("/api/me");
        await ask("/api/auth/session");
      }
      await context.addCookies([{ ...cookie, value: changed }]);
      await open("/client", "Not signed in");
      await context.addCookies([cookie]);
      await page.reload();
      await see("Signed in as Ada Lovelace");
    },
  },
  {
    name: "next-auth: events arrive with the user, the account and the token",
    router,
    async visit(actor) {
      const { ask, press, page, note, context } = actor;
      await signIn(actor, GRACE);
      await ask("/api/me");
      await press("Sign out");
      await page.waitForURL("**/client?bye");
      const events = await context.request.get("/api/events").then((response) => response.json());
      const graces = events.filter((event: string) => event.includes("grace@example.com"));
      note("events", [...new Set(graces)].sort());
    },
  },
];

function lower(person: typeof ADA): { email: string; password: string } {
  return { email: person["E-mail"], password: person.Password };
}
