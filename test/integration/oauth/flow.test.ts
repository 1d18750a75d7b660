import { afterAll, beforeAll, expect, test } from "vitest";
import { refused } from "../../../packages/signet/src/sign-in/contract/makers.ts";
import { oidc } from "../../../packages/signet/src/sign-in/oauth/index.ts";
import type { OpenIdProvider } from "../../harness/openid-provider.ts";
import { webBrowser } from "../../harness/web-browser.ts";
import {
  answerFor,
  begin,
  benchOf,
  CALLBACK,
  callback,
  client,
  provedOf,
  startProvider,
} from "./setting.ts";

let provider: OpenIdProvider;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());

const company = (options = {}) => oidc({ issuer: provider.issuer, ...client, ...options });

test("O1: a sign-in at a real provider proves the identity of its user", async () => {
  const bench = benchOf(company({ trustedDomains: ["example.com"] }));
  const outcome = provedOf(await callback(bench, await answerFor(bench, webBrowser(), "ada")));
  expect(outcome.who).toMatchObject({
    issuer: provider.issuer,
    subject: "ada",
    profile: {
      email: "ada@example.com",
      emailVerified: true,
      trusted: true,
      name: "Ada Lovelace",
      image: null,
    },
  });
  expect(outcome).toMatchObject({ amr: [], factors: 1 });
  expect(outcome.providerSession).toBeNull();
  expect(outcome.tokens).toBeNull();
});

test("O1: the request has a fresh state, nonce and PKCE challenge, the least scopes and one redirect URI", async () => {
  const bench = benchOf(company());
  const [first, second] = [new URL(await begin(bench)), new URL(await begin(bench))];
  const parameters = Object.fromEntries(first.searchParams);
  expect(parameters).toEqual({
    client_id: "shop",
    response_type: "code",
    redirect_uri: CALLBACK,
    scope: "openid email profile",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
  for (const name of ["state", "nonce", "code_challenge"]) {
    expect(second.searchParams.get(name)).not.toBe(parameters[name]);
  }
});

test("O1: an answer works once, and a second use of it finds no transaction", async () => {
  const bench = benchOf(company());
  const url = await answerFor(bench, webBrowser(), "ada");
  expect((await callback(bench, url)).type).toBe("proved");
  expect(await callback(bench, url)).toEqual(refused("no-transaction"));
});

test("O1: a stolen answer does not work in another browser", async () => {
  const [thief, victim] = [benchOf(company()), benchOf(company())];
  await begin(victim);
  const url = await answerFor(thief, webBrowser(), "eve");
  expect(await callback(victim, url)).toEqual(refused("no-transaction"));
});

test("O1: a code that another sign-in of the same browser got is refused", async () => {
  const bench = benchOf(company());
  const eves = new URL(await answerFor(bench, webBrowser(), "eve"));
  const own = new URL(await answerFor(bench, webBrowser(), "ada"));
  own.searchParams.set("code", eves.searchParams.get("code") ?? "");
  expect(await callback(bench, own.href)).toMatchObject({
    reason: "provider-failed",
    detail: expect.stringContaining("(invalid_grant)"),
  });
});

test("O2: an answer without state, and one with a changed state, is refused", async () => {
  const bench = benchOf(company({ pkce: true }));
  const url = new URL(await answerFor(bench, webBrowser(), "ada"));
  for (const state of [null, "", "x".repeat(43), "../../x"]) {
    const changed = new URL(url);
    if (state === null) changed.searchParams.delete("state");
    else changed.searchParams.set("state", state);
    expect(await callback(bench, changed.href)).toEqual(refused("no-transaction"));
  }
});

test("O3: an answer with the issuer of another provider, or without the promised one, is refused", async () => {
  const bench = benchOf(company());
  for (const iss of ["https://evil.example", `${provider.issuer}/`, null]) {
    const url = new URL(await answerFor(bench, webBrowser(), "ada"));
    expect(url.searchParams.get("iss")).toBe(provider.issuer);
    if (iss === null) url.searchParams.delete("iss");
    else url.searchParams.set("iss", iss);
    expect(await callback(bench, url.href)).toMatchObject({ reason: "provider-failed" });
  }
});

test("a user who says no at the provider gets the reason cancelled", async () => {
  const bench = benchOf(company());
  const browser = webBrowser();
  const page = await browser.follow(await begin(bench));
  const abort = /href="([^"]+\/abort)"/.exec(page.html)?.[1] ?? "";
  const { url } = await browser.follow(new URL(abort, page.url).href, [CALLBACK]);
  expect(await callback(bench, url)).toEqual(refused("cancelled"));
});

test("O5: the age of a sign-in at the provider is asked for, checked and reported", async () => {
  const bench = benchOf(company({ maxAge: "1h" }));
  const browser = webBrowser();
  const before = Math.floor(Date.now() / 1_000) * 1_000;
  const { at } = provedOf(await callback(bench, await answerFor(bench, browser, "ada")));
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
});

test('O8: an address that the provider calls verified by the text "false" is not verified', async () => {
  const bench = benchOf(company({ trustedDomains: "all" }));
  const { who } = provedOf(await callback(bench, await answerFor(bench, webBrowser(), "eve")));
  expect(who.profile).toMatchObject({
    email: "ada@example.com",
    emailVerified: false,
    trusted: false,
  });
});

test("hints of the input reach the provider, and unknown ones do not", async () => {
  const bench = benchOf(company({ scopes: ["offline_access"], parameters: { ui_locales: "de" } }));
  const url = new URL(await begin(bench, { prompt: "login", loginHint: "ada", scope: "admin" }));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    prompt: "login",
    login_hint: "ada",
    ui_locales: "de",
    scope: "openid email profile offline_access",
  });
  expect(new URL(await begin(bench, { prompt: "none" })).searchParams.has("prompt")).toBe(false);
});
