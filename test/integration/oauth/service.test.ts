import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryAccounts } from "../../../packages/signet/src/accounts/memory/index.ts";
import { oidc } from "../../../packages/signet/src/sign-in/oauth/index.ts";
import { memoryStore } from "../../../packages/signet/src/store/memory/index.ts";
import type { Strategy } from "../../../packages/signet/src/strategy/contract.ts";
import { database } from "../../../packages/signet/src/strategy/database.ts";
import { hybrid } from "../../../packages/signet/src/strategy/hybrid/index.ts";
import { jwt } from "../../../packages/signet/src/strategy/jwt.ts";
import { sealed } from "../../../packages/signet/src/strategy/sealed.ts";
import { type OpenIdProvider, startOpenIdProvider } from "../../harness/openid-provider.ts";
import { visitProvider, type WebBrowser, webBrowser } from "../../harness/web-browser.ts";
import { type AppServer, openApp } from "./app.ts";
import { client } from "./setting.ts";

/** The time within which `hybrid()` refuses a revoked session, in these tests; milliseconds. */
const MAX_STALENESS = 1_000;

let apps: AppServer[] = [];
let provider: OpenIdProvider;

beforeEach(async () => {
  apps = [await openApp(), await openApp()];
  const at = (path: string) => apps.map(({ origin }) => origin + path);
  provider = await startOpenIdProvider({
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [...at("/api/auth/callback/company"), ...at("/api/auth/callback/partner")],
        post_logout_redirect_uris: at("/api/auth/callback/company"),
        backchannel_logout_uri: `${apps[0]?.origin}/api/auth/logout/company`,
        backchannel_logout_session_required: true,
      },
    ],
    users: {
      ada: { email: "ada@example.com", email_verified: true, name: "Ada" },
      eve: { email: "eve@example.com", email_verified: true, name: "Eve" },
    },
  });
});

afterEach(async () => {
  await Promise.all([provider.stop(), ...apps.map((app) => app.stop())]);
});

function startApps(strategies: readonly [Strategy, Strategy], hasLogout: boolean) {
  const accounts = memoryAccounts();
  const [first, second] = apps;
  if (first === undefined || second === undefined) throw new Error("no servers");
  for (const [at, app] of [first, second].entries()) {
    const company = oidc({
      issuer: provider.issuer,
      ...client,
      providerSignOut: true,
      backchannelLogout: hasLogout,
    });
    app.start({ strategy: strategies[at] ?? strategies[0], accounts, methods: { company } });
  }
  return { first, second, accounts };
}

/** Signs in at an app through the provider, as a browser without scripts does. */
async function signIn(
  browser: WebBrowser,
  { origin }: AppServer,
  login: string,
  route = "sign-in",
  returnTo = "/orders",
) {
  const sent = await browser.request(`${origin}/api/auth/${route}/company`, { returnTo });
  const back = await visitProvider(browser, locationOf(sent), login);
  return browser.request(back.url, undefined, "cross-site");
}

function locationOf(response: Response): string {
  const location = response.headers.get("location");
  if (location === null) throw new Error(`No redirect, but the status ${response.status}.`);
  return location;
}

const strategies: readonly [string, () => readonly [Strategy, Strategy], boolean][] = [
  ["jwt()", () => [jwt(), jwt()], false],
  ["sealed()", () => [sealed(), sealed()], false],
  [
    "database()",
    () => {
      const store = memoryStore();
      return [database({ store }), database({ store })];
    },
    true,
  ],
  [
    "hybrid()",
    () => {
      const store = memoryStore();
      const one = () => hybrid({ store, maxStaleness: MAX_STALENESS / 1_000 });
      return [one(), one()];
    },
    true,
  ],
];

test.each(strategies)(
  "O12: under %s a user signs in at the provider and out of both, and the session here ends first",
  async (_name, make, hasLogout) => {
    const { first, accounts } = startApps(make(), hasLogout);
    const browser = webBrowser();
    const answer = await signIn(browser, first, "ada");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/orders"]);
    const user = await accounts.users.findByEmail("ada@example.com");
    const cookie = browser.cookies(first.origin);
    expect(await first.read(cookie)).toBe(user?.id);

    const out = await browser.request(`${first.origin}/api/auth/sign-in/company/signOut`, {
      returnTo: "/bye",
    });
    expect(await first.read(browser.cookies(first.origin))).not.toBe(user?.id);
    const target = new URL(locationOf(out));
    expect(target.origin).toBe(provider.issuer);
    expect(target.searchParams.get("id_token_hint")).toMatch(/^ey/);
    const page = await browser.follow(target.href);
    const back = await browser.submit(page, { logout: "yes" }, [first.origin]);
    expect(back.url).toContain(`state=${target.searchParams.get("state")}`);
    const end = await browser.request(back.url, undefined, "cross-site");
    expect([end.status, end.headers.get("location")]).toEqual([303, "/bye?done=callback"]);

    // The provider asks for the login again, because the session there ended as well.
    const again = await browser.request(`${first.origin}/api/auth/sign-in/company`, {});
    const login = await browser.follow(locationOf(again));
    expect(login.html).toContain('name="login"');
  },
);

test.each(strategies.slice(2))(
  "O16: under %s a logout at the provider ends exactly the session of that sid, on every server in time",
  async (_name, make) => {
    const { first, second, accounts } = startApps(make(), true);
    const [laptop, phone, eves] = [webBrowser(), webBrowser(), webBrowser()];
    await signIn(laptop, first, "ada");
    await signIn(phone, second, "ada");
    await signIn(eves, second, "eve");
    const ada = await accounts.users.findByEmail("ada@example.com");
    const eve = await accounts.users.findByEmail("eve@example.com");
    const gone = laptop.cookies(first.origin);
    const others = [phone.cookies(second.origin), eves.cookies(second.origin)];
    for (const app of [first, second]) {
      expect(await app.read(gone)).toBe(ada?.id);
    }

    const page = await laptop.follow(`${provider.issuer}/session/end`);
    await laptop.submit(page, { logout: "yes" });
    expect(provider.logoutCalls).toEqual([
      { client: client.clientId, sid: expect.any(String), error: null },
    ]);
    const acknowledged = performance.now();
    await vi.waitFor(
      async () => {
        expect(await first.read(gone)).toBe("rejected");
        expect(await second.read(gone)).toBe("rejected");
      },
      { timeout: MAX_STALENESS + 500, interval: 20 },
    );
    expect(performance.now() - acknowledged).toBeLessThan(MAX_STALENESS + 500);
    for (const app of [first, second]) {
      expect(await Promise.all(others.map((cookie) => app.read(cookie)))).toEqual([
        ada?.id,
        eve?.id,
      ]);
    }
    expect(first.events.filter(({ type }) => type === "provider-signed-out")).toMatchObject([
      { userId: ada?.id, method: "company" },
    ]);
  },
);

test("L6: a signed-in user links another identity of the provider, and no second user arises", async () => {
  const { first, accounts } = startApps([jwt(), jwt()], false);
  const browser = webBrowser();
  await signIn(browser, first, "ada");
  await browser.submit(await browser.follow(`${provider.issuer}/session/end`), { logout: "yes" });
  const linked = await signIn(browser, first, "eve", "link");
  expect(locationOf(linked)).toMatch(/^\/orders/);
  const user = await accounts.users.findByEmail("ada@example.com");
  const identities = await accounts.authenticators.list(user?.id ?? "");
  expect(identities.map(({ id }) => JSON.parse(id)[1])).toEqual(["ada", "eve"]);
  expect(await accounts.users.findByEmail("eve@example.com")).toBeNull();
});

test("L6: an identity of another user is not linked", async () => {
  const { first, accounts } = startApps([jwt(), jwt()], false);
  const [adas, eves] = [webBrowser(), webBrowser()];
  await signIn(eves, first, "eve");
  await signIn(adas, first, "ada");
  await adas.submit(await adas.follow(`${provider.issuer}/session/end`), { logout: "yes" });
  const refused = await signIn(adas, first, "eve", "link");
  expect(locationOf(refused)).toContain("error=identity-taken");
  const ada = await accounts.users.findByEmail("ada@example.com");
  expect(await accounts.authenticators.list(ada?.id ?? "")).toHaveLength(1);
});

test("O9: a return path of another site is replaced before it is stored, and the answer is a 303", async () => {
  const { first } = startApps([jwt(), jwt()], false);
  for (const returnTo of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
    const answer = await signIn(webBrowser(), first, "ada", "sign-in", returnTo);
    expect([answer.status, locationOf(answer)]).toEqual([303, "/"]);
  }
});

test("O1: an answer that was begun in one browser signs nobody in in another one", async () => {
  const { first } = startApps([jwt(), jwt()], false);
  const [eves, victims] = [webBrowser(), webBrowser()];
  const sent = await eves.request(`${first.origin}/api/auth/sign-in/company`, {});
  const { url: stolen } = await visitProvider(eves, locationOf(sent), "eve");
  const answer = await victims.request(stolen, undefined, "cross-site");
  expect(locationOf(answer)).toBe("/sign-in?error=no-transaction&method=company&returnTo=%2F");
  expect(await first.read(victims.cookies(first.origin))).toBe("anonymous");
});
