import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { sqliteAccounts } from "../../accounts/sqlite/accounts.ts";
import { memoryStore } from "../../store/memory/index.ts";
import type { Strategy } from "../../strategy/contract.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { jwt } from "../../strategy/jwt.ts";

const CROSS = { headers: { "sec-fetch-site": "cross-site" } };
const IDENTITY = JSON.stringify(["https://provider.example", "1"]);

async function signedIn(strategy = {}) {
  const site = signInSite(strategy);
  const user = await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.secret("ada@example.com");
  return { site, user, browser };
}

test.each([
  ["database()", {}],
  ["jwt()", { strategy: jwt() }],
])(
  "under %s a signed-in user links an identity, whatever its address, and signs in with it",
  async (_name, given) => {
    const { site, user, browser } = await signedIn(given);
    const answer = { sub: "1", email: "other@example.com", verified: "false" };
    const { body } = await browser.provider(answer, "POST link/provider");
    expect(body).toEqual({ status: "linked", returnTo: "/" });
    const other = site.browser();
    await other.provider(answer);
    expect((await other.session())?.userId).toBe(user.id);
    expect(site.events).toContainEqual(
      expect.objectContaining({
        ...{ type: "identity-linked", userId: user.id, authenticator: "https://provider.example" },
      }),
    );
  },
);

test("L6: an identity of another user is refused and never merged", async () => {
  const { site, browser } = await signedIn();
  const owner = site.browser();
  await owner.provider({ sub: "1", email: "owner@example.com" });
  const answer = await browser.provider({ sub: "1" }, "POST link/provider");
  expect([answer.status, answer.body["reason"]]).toEqual([409, "identity-taken"]);
  const found = await site.accounts.authenticators.find("identity", IDENTITY);
  expect(found?.userId).toBe((await owner.session())?.userId);
});

test("L6: linking needs a session, and a recent one, at its start", async () => {
  const { site, browser } = await signedIn();
  const stranger = await site.browser().send("POST link/provider");
  expect([stranger.status, stranger.body["reason"]]).toEqual([401, "not-signed-in"]);
  site.clock.advance(600_001);
  const late = await browser.send("POST link/provider");
  expect([late.status, late.body["reason"]]).toEqual([401, "not-recent"]);
});

test("L6: linking needs the recent session at its end, too", async () => {
  const { site, browser } = await signedIn();
  site.clock.advance(300_000);
  const state = await browser.begin("POST link/provider");
  site.clock.advance(300_001);
  const { body } = await browser.send("GET callback/provider", { state, sub: "1" }, CROSS);
  expect(body["reason"]).toBe("not-recent");
  expect(await site.accounts.authenticators.find("identity", IDENTITY)).toBeNull();
});

test("L6: the end of a link in another session, of another user or of the same, is refused", async () => {
  const { site, browser } = await signedIn();
  await site.addUser("eve@example.com");
  for (const email of ["eve@example.com", "ada@example.com"]) {
    const state = await browser.begin("POST link/provider");
    await browser.secret(email);
    const { body } = await browser.send("GET callback/provider", { state, sub: "1" }, CROSS);
    expect(body["reason"]).toBe("not-signed-in");
    await browser.secret("ada@example.com");
  }
  expect(await site.accounts.authenticators.find("identity", IDENTITY)).toBeNull();
});

test("L6: a session that was ended elsewhere links nothing", async () => {
  const { site, user, browser } = await signedIn();
  const state = await browser.begin("POST link/provider");
  const { sessions } = site.engine;
  if ("revokeAll" in sessions) await sessions.revokeAll(user.id);
  const { body } = await browser.send("GET callback/provider", { state, sub: "1" }, CROSS);
  expect(body["reason"]).toBe("not-signed-in");
});

test("L6: an operation asks the store for the session, however old an answer the strategy allows", async () => {
  const inner = hybrid({ store: memoryStore(), maxStaleness: "1m" });
  const ages: (number | null)[] = [];
  const strategy: Strategy = {
    ...inner,
    prepare(setting) {
      const operations = inner.prepare(setting);
      return {
        ...operations,
        read(presented, now, age) {
          ages.push(age);
          return operations.read(presented, now, age);
        },
      };
    },
  };
  const { browser } = await signedIn({ strategy });
  await browser.session();
  ages.length = 0;
  await browser.begin("POST link/provider");
  expect(ages).toEqual([0]);
});

test("L6: the transaction decides, so a link never becomes a sign-in and a sign-in never a link", async () => {
  const { site, browser } = await signedIn();
  const state = await browser.begin("POST link/provider");
  await site.browser().provider({ sub: "1", email: "owner@example.com" });
  const linked = await browser.send("GET callback/provider", { state, sub: "1" }, CROSS);
  expect(linked.body["reason"]).toBe("identity-taken");
  const before = (await browser.session())?.userId;
  await browser.provider({ sub: "1", email: "owner@example.com" });
  expect((await browser.session())?.userId).not.toBe(before);
});

test("L6: only an identity can be linked", async () => {
  const { site, browser, user } = await signedIn();
  const key = await browser.send("POST link/key", { userId: user.id });
  expect([key.status, key.body["reason"]]).toEqual([403, "not-allowed"]);
  const eve = await site.addUser("eve@example.com");
  expect((await browser.send("POST link/key", { userId: eve.id })).status).toBe(403);
});

test("a link through a provider's form goes on as GET, which carries the session", async () => {
  const { browser, site } = await signedIn();
  const state = await browser.begin("POST link/posting");
  const withoutSession = browser
    .cookies()
    .split("; ")
    .filter((pair) => pair.startsWith("signet-sign-in"))
    .join("; ");
  const posted = await browser.send(
    "POST callback/posting",
    { state, sub: "1" },
    { headers: { ...CROSS.headers, cookie: withoutSession }, asPage: true },
  );
  expect(posted.status).toBe(303);
  const next = new URL(posted.headers.get("location") ?? "", "http://localhost:3000");
  expect(next.pathname).toBe("/api/auth/callback/posting");
  const query = Object.fromEntries(next.searchParams);
  expect((await browser.send("GET callback/posting", query, CROSS)).body).toMatchObject({
    status: "linked",
  });
  expect(await site.accounts.authenticators.find("identity", IDENTITY)).not.toBeNull();
});

test("an impersonated session changes no account", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  const browser = site.browser();
  const { setCookies } = await site.engine.signIn(new Headers(browser.jar.headers()), {
    ...{ userId: user.id, actor: "admin" },
  });
  browser.jar.receive(setCookies);
  for (const route of ["POST link/provider", "POST sign-in/secret/change", "POST account/unlink"]) {
    const { status, body } = await browser.send(route, { kind: "password", id: user.id });
    expect([route, status, body["reason"]]).toEqual([route, 403, "not-allowed"]);
  }
});

test("L7: the last way in is never removed, and a verified address with a method for mails is a way in", async () => {
  const { site, user, browser } = await signedIn();
  await browser.provider({ sub: "1" }, "POST link/provider");
  const identity = { kind: "identity", id: IDENTITY };
  expect((await browser.send("POST account/unlink", identity)).body).toMatchObject({
    status: "done",
  });
  // The site has a method for mails, and the address is verified.
  const password = { kind: "password", id: user.id };
  expect((await browser.send("POST account/unlink", password)).status).toBe(200);
  expect(site.events.map(({ type }) => type)).toContain("identity-unlinked");

  const other = signInSite();
  const eve = await other.addUser("eve@example.com", { verified: false });
  const hers = other.browser();
  await hers.secret("eve@example.com");
  const last = await hers.send("POST account/unlink", { kind: "password", id: eve.id });
  expect([last.status, last.body["reason"]]).toEqual([409, "last-way-in"]);
});

test("L7: an identity of a provider that is no longer configured is no way in, and may go", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com", { verified: false });
  const former = JSON.stringify(["https://former.example", "1"]);
  await site.add(user.id, "identity", former);
  const browser = site.browser();
  await browser.secret("ada@example.com");
  const password = { kind: "password", id: user.id };
  const last = await browser.send("POST account/unlink", password);
  expect([last.status, last.body["reason"]]).toEqual([409, "last-way-in"]);
  const gone = await browser.send("POST account/unlink", { kind: "identity", id: former });
  expect(gone.status).toBe(200);
  expect((await browser.send("POST account/unlink", password)).status).toBe(409);
});

test("L7: of two parallel removals of the last two ways in one is refused", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com", { verified: false });
  await site.add(user.id, "identity", IDENTITY);
  const browser = site.browser();
  await browser.secret("ada@example.com");
  const answers = await Promise.all([
    browser.send("POST account/unlink", { kind: "password", id: user.id }),
    browser.send("POST account/unlink", { kind: "identity", id: IDENTITY }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("unlink removes nothing of another user, and no second factor", async () => {
  const { site, user, browser } = await signedIn();
  const eve = await site.addUser("eve@example.com");
  await site.add(user.id, "totp", user.id);
  const foreign = await browser.send("POST account/unlink", { kind: "password", id: eve.id });
  expect([foreign.status, foreign.body["reason"]]).toEqual([422, "invalid-input"]);
  const factor = await browser.send("POST account/unlink", { kind: "totp", id: user.id });
  expect([factor.status, factor.body["reason"]]).toEqual([403, "not-allowed"]);
  expect(await site.accounts.authenticators.find("totp", user.id)).not.toBeNull();
});

test("an argument of a Server Action that is no text names no authenticator, and is no outage", async () => {
  const site = signInSite({ accounts: sqliteAccounts(":memory:") });
  await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.secret("ada@example.com");
  for (const id of [{}, ["x"], 1, null, undefined]) {
    const given = [{ ...browser.jar.headers() }, "identity", id];
    const { outcome } = await Reflect.apply(site.service.unlink, null, given);
    expect(outcome).toMatchObject({ status: "refused", reason: "invalid-input" });
  }
});

test("the account shows the user and the authenticators without secrets", async () => {
  const { browser, user } = await signedIn();
  await browser.provider(
    { sub: "1", email: "x@example.com", token: "t0ken" },
    "POST link/provider",
  );
  const { body, text, headers } = await browser.send("GET account");
  expect(body).toMatchObject({
    user: { id: user.id, email: "ada@example.com", name: "Ada" },
    authenticators: [
      { kind: "password", label: "password", details: {} },
      { kind: "identity", label: "https://provider.example", details: { email: "x@example.com" } },
    ],
  });
  expect(text).not.toMatch(/s3cret|t0ken/);
  expect(headers.get("cache-control")).toBe("no-store");
});

test("removing the user ends the sessions and all ways in", async () => {
  const { site, user, browser } = await signedIn();
  const phone = site.browser();
  await phone.secret("ada@example.com");
  const { outcome, setCookies } = await site.service.removeUser(new Headers(browser.jar.headers()));
  expect(outcome.status).toBe("done");
  browser.jar.receive(setCookies);
  expect([await browser.session(), await phone.session()]).toEqual([null, null]);
  expect(await site.accounts.users.find(user.id)).toBeNull();
  expect(await site.accounts.authenticators.list(user.id)).toEqual([]);
  expect(site.events.at(-1)).toMatchObject({ type: "user-removed", userId: user.id });
});
