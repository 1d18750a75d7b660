import type { Actor } from "./actor.ts";
import type { Scenario } from "./scenario.ts";

const router = "pages-router";
const ADA = { "E-mail": "ada@example.com", Password: "lovelace-1815" };

async function signIn({ page, fill, press }: Actor): Promise<void> {
  await page.goto("/sign-in");
  await fill(ADA);
  await press("Sign in");
  await page.waitForURL((url) => url.pathname === "/");
}

export const nextAuthInThePagesRouter: readonly Scenario[] = [
  {
    name: "next-auth: the app's own sign-in page shows errors and returns to the guarded page",
    router,
    async visit({ page, see, fill, press, ask }) {
      await ask("/protected?tab=2");
      await page.goto("/protected?tab=2");
      await page.waitForURL(/\/sign-in\?callbackUrl=/);
      await see("Providers: credentials Credentials credentials");
      await fill({ ...ADA, Password: "wrong" });
      await press("Sign in");
      await see("401: The e-mail address or the password is wrong.");
      await fill(ADA);
      await press("Sign in");
      await page.waitForURL("**/protected?tab=2");
      await see("Ada Lovelace is admin");
      await page.reload();
      await see("Ada Lovelace is admin");
      await ask("/sign-in");
      await page.goto("/sign-in");
      await page.waitForURL((url) => url.pathname === "/");
      await see("Signed in as Ada Lovelace");
    },
  },
  {
    name: "next-auth: useSession without a session from the server loads, and signIn() and signOut() work",
    router,
    async visit({ page, see, press, ask, open }) {
      await open("/", "Status: unauthenticated");
      await press("Sign in wrongly");
      await page.waitForURL(/\/api\/auth\/error\?error=/);
      await see("Error");
      await open("/", "Status: unauthenticated");
      await press("Sign in as Ada");
      await page.waitForURL("**/server");
      await see("Ada Lovelace is admin (authenticated)");
      await page.goBack();
      await see("Signed in as Ada Lovelace, ada@example.com, admin");
      // The jwt callback returns a new token, so the answer of this update still shows the old name.
      const updated = page.waitForResponse("**/api/auth/session");
      await press("Rename");
      await (await updated).finished();
      await see("Signed in as Ada Lovelace");
      await page.reload();
      await see("Signed in as Countess Lovelace");
      await open("/protected", "Countess Lovelace is admin");
      await open("/", "Signed in as Countess Lovelace");
      await press("Sign out");
      await see("Status: unauthenticated");
      await page.reload();
      await see("Status: unauthenticated");
      await ask("/api/me");
    },
  },
  {
    name: "next-auth: the component of the README shows who is signed in",
    router,
    async visit(actor) {
      const { page, see, press, open } = actor;
      await open("/published", "Not signed in");
      await press("Sign in");
      await page.waitForURL(/\/sign-in\?callbackUrl=/);
      await see("Sign in to the peers");
      await signIn(actor);
      await open("/published", "Signed in as ada@example.com");
      await press("Sign out");
      await see("Not signed in");
    },
  },
  {
    name: "next-auth: getServerSideProps gives the session to the first render",
    router,
    async visit(actor) {
      const { open, see, page, note, context } = actor;
      await open("/server", "Access denied");
      await signIn(actor);
      const html = await context.request.get("/server").then((response) => response.text());
      note("first render", /<main>.*?<\/main>/.exec(html)?.[0]);
      await open("/server", "Ada Lovelace is admin (authenticated)");
      await page.reload();
      await see("Ada Lovelace is admin (authenticated)");
    },
  },
  {
    name: "next-auth: API routes read the session and the token, and answer 401 to a stranger",
    router,
    async visit(actor) {
      const { ask } = actor;
      await ask("/api/me");
      await ask("/api/token");
      await signIn(actor);
      await ask("/api/me");
      await ask("/api/token");
      const { value = "" } =
        (await actor.context.cookies()).find(({ name }) => name === "next-auth.session-token") ??
        {};
      await actor.context.clearCookies();
      await ask("/api/token", { headers: { authorization: `Bearer ${value}` } });
      await ask("/api/me", { headers: { authorization: `Bearer ${value}` } });
    },
  },
  {
    name: "next-auth: the ready middleware guards a page as proxy.ts",
    router,
    async visit({ page, see, fill, press, ask }) {
      await ask("/dashboard");
      await page.goto("/dashboard");
      await page.waitForURL(/\/sign-in\?callbackUrl=/);
      await see("Sign in to the peers");
      await fill(ADA);
      await press("Sign in");
      await page.waitForURL("**/dashboard");
      await see("Dashboard");
    },
  },
  {
    name: "next-auth: useSession({ required: true }) redirects, or calls the function of the page",
    router,
    async visit(actor) {
      const { page, see, open } = actor;
      await page.goto("/required");
      await page.waitForURL(/\/sign-in\?/);
      await see("Query: SessionRequired");
      await page.goto("/required?own=1");
      await page.waitForURL("**/closed");
      await see("Closed");
      await signIn(actor);
      await open("/required", "Hello Ada Lovelace");
    },
  },
  {
    name: "next-auth: the signIn callback can send a person elsewhere",
    router,
    async visit({ page, open, see, press, ask }) {
      await open("/", "Status: unauthenticated");
      await press("Sign in as Grace");
      await page.waitForURL("**/closed");
      await see("Closed");
      await ask("/api/me");
    },
  },
  {
    name: "next-auth: the REST routes under pages/api answer the same",
    router,
    async visit(actor) {
      const { ask, note, context } = actor;
      for (const path of [
        "session",
        "providers",
        "signin",
        "signin?callbackUrl=/server",
        "signout",
        "error",
        "error?error=Configuration",
        "unknown",
        "_log",
      ]) {
        await ask(`/api/auth/${path}`);
      }
      await ask("/api/auth/_log", { method: "POST", form: { code: "TEST", level: "debug" } });
      const { csrfToken } = await context.request.get("/api/auth/csrf").then((r) => r.json());
      note("csrf", String(csrfToken).length);
      const form = { csrfToken, email: ADA["E-mail"], password: ADA.Password };
      await ask("/api/auth/callback/credentials", {
        method: "POST",
        form: { ...form, password: "" },
      });
      await ask("/api/auth/callback/credentials", {
        method: "POST",
        form: { ...form, callbackUrl: "/server" },
      });
      await ask("/api/me");
      await ask("/api/auth/signin");
      await ask("/api/auth/signout", { method: "POST", data: { csrfToken, json: "true" } });
      await ask("/api/me");
    },
  },
];
