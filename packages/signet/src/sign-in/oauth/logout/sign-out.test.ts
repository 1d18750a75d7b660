import { expect, test } from "vitest";
import { type MethodBench, methodBench } from "../../../../fixtures/method-context.ts";
import { type FakeOpenId, fakeOpenId } from "../../../../fixtures/provider-answers.ts";
import { identityId } from "../../../accounts/contract.ts";
import { StoreUnavailableError } from "../../../errors.ts";
import type { Session } from "../../../session/types.ts";
import { done, refused } from "../../contract/makers.ts";
import type { MethodOutcome } from "../../contract/outcome.ts";
import { cognito, oidc, type ProviderMethod } from "../index.ts";

const CALLBACK = "http://localhost:3000/api/auth/callback/it";
const client = { clientId: "shop", clientSecret: "s", providerSignOut: true };

function sessionOf(id: string): Session<object> {
  const now = new Date();
  return {
    id,
    userId: "1",
    data: {},
    createdAt: now,
    authenticatedAt: now,
    renewedAt: now,
    expiresAt: now,
    device: null,
  };
}

/** Signs in, and keeps the identity and the session at the provider as the service does. */
async function signIn(provider: FakeOpenId, bench: MethodBench, sessionId: string) {
  const outcome = await provider.signIn(bench);
  if (outcome.type !== "proved") throw new Error("refused");
  const { providerSession } = outcome.proved;
  if (providerSession === null) throw new Error("no session at the provider");
  const { issuer, subject, sid } = providerSession;
  const id = identityId(issuer, subject);
  await bench.accounts.authenticators.add({
    ...{ kind: "identity", id, userId: "1", data: "{}", createdAt: 0 },
  });
  for (const group of [[issuer, "sub", subject], ...(sid === null ? [] : [[issuer, "sid", sid]])]) {
    const token = {
      id: crypto.randomUUID(),
      purpose: "provider-session",
      group: JSON.stringify(group),
      data: JSON.stringify({ sessionId, userId: "1" }),
      expiresAt: Date.now() + 60_000,
    };
    await bench.accounts.oneTime.put(token, Date.now());
  }
}

function addressOf(outcome: MethodOutcome): URL {
  if (outcome.type !== "redirect") throw new Error(`Not sent: ${JSON.stringify(outcome)}`);
  return new URL(outcome.url);
}

async function setting(metadata = {}, make?: (fetch: typeof globalThis.fetch) => ProviderMethod) {
  const issuer = "https://login.example";
  const provider = await fakeOpenId(issuer, {
    end_session_endpoint: `${issuer}/logout`,
    ...metadata,
  });
  const { fetch } = provider;
  const method = make?.(fetch) ?? oidc({ issuer, ...client, fetch });
  return { provider, bench: methodBench(method), method };
}

test("O12: sign-out ends the session here first, and goes to the provider with its own ID token", async () => {
  const { provider, bench } = await setting();
  provider.claims = { email: "ada@example.com", sid: "s1" };
  await signIn(provider, bench, "session-1");
  const first = await idTokenOf(bench, "session-1");
  provider.claims = { email: "ada@example.com", sid: "s2" };
  await signIn(provider, bench, "session-2");
  const outcome = await bench.run("signOut", {}, { session: sessionOf("session-1") });
  expect(outcome).toMatchObject({ type: "redirect", endsSession: true });
  const url = addressOf(outcome);
  expect(url.origin + url.pathname).toBe("https://login.example/logout");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: "shop",
    post_logout_redirect_uri: CALLBACK,
    id_token_hint: first,
    state: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(JSON.parse(atob(first?.split(".")[1] ?? "")).sid).toBe("s1");
});

/** The ID token of a sign-out, which ends nothing in this bench. */
async function idTokenOf(bench: MethodBench, id: string): Promise<string | null> {
  const outcome = await bench.run("signOut", {}, { session: sessionOf(id) });
  return addressOf(outcome).searchParams.get("id_token_hint");
}

test("O12: the state of the way back is compared, and serves once", async () => {
  const { provider, bench } = await setting();
  await signIn(provider, bench, "session-1");
  const outcome = await bench.run("signOut", {}, { session: sessionOf("session-1") });
  const state = addressOf(outcome).searchParams.get("state");
  const back = (text: string | null) =>
    bench.run("callback", {}, { url: `${CALLBACK}?state=${text}` });
  expect(await back("x".repeat(43))).toEqual(refused("no-transaction"));
  expect(await back(state)).toEqual(done({ value: { signedOut: true } }));
  expect(await back(state)).toEqual(refused("no-transaction"));
});

test("O12: the way back of a sign-out signs nobody in, although a code comes with it", async () => {
  const { provider, bench } = await setting();
  await signIn(provider, bench, "session-1");
  const outcome = await bench.run("signOut", {}, { session: sessionOf("session-1") });
  const state = addressOf(outcome).searchParams.get("state");
  const url = `${CALLBACK}?state=${state}&code=of-another-user`;
  expect(await bench.run("callback", {}, { url })).toMatchObject({ type: "done" });
});

test("O12: the ID token is sealed at rest, and is kept only with providerSignOut", async () => {
  const { provider, bench } = await setting();
  await signIn(provider, bench, "session-1");
  const group = JSON.stringify(["https://login.example", "sub", "ada"]);
  const hints = await bench.accounts.oneTime.list("oauth-sign-out", group, Date.now());
  expect(hints).toHaveLength(1);
  expect(hints[0]?.data).not.toContain(await idTokenOf(bench, "session-1"));
  const { issuer, fetch } = provider;
  const plain = methodBench(oidc({ issuer, clientId: "shop", clientSecret: "s", fetch }));
  expect(await provider.signIn(plain)).toHaveProperty("proved.providerSession", null);
  expect(await plain.accounts.oneTime.list("oauth-sign-out", group, Date.now())).toEqual([]);
});

test.each([
  ["no session", null],
  ["a session that another method began", "of-a-password"],
])("O12: with %s, sign-out ends the session here only", async (_name, id) => {
  const { provider, bench } = await setting();
  await signIn(provider, bench, "session-1");
  const session = id === null ? null : sessionOf(id);
  expect(await bench.run("signOut", {}, { session })).toEqual(
    done({ value: { signedOut: true, provider: "not-of-provider" }, endsSession: true }),
  );
});

test("O12: the session here ends also when the provider offers no sign-out, or does not answer", async () => {
  const { provider, bench } = await setting({ end_session_endpoint: undefined });
  await signIn(provider, bench, "session-1");
  const session = sessionOf("session-1");
  expect(await bench.run("signOut", {}, { session })).toMatchObject({
    type: "done",
    value: { provider: "not-offered" },
    endsSession: true,
  });
  provider.answers.clear();
  const later = Date.now() + 7_200_000;
  const put = bench.accounts.oneTime.list;
  bench.accounts.oneTime.list = (purpose, group) => put(purpose, group, 0);
  expect(await bench.run("signOut", {}, { session, now: later })).toMatchObject({
    type: "done",
    value: { provider: "provider-unavailable" },
    endsSession: true,
  });
});

test("O12: the session here ends also when the account store does not answer", async () => {
  const { provider, bench } = await setting();
  await signIn(provider, bench, "session-1");
  bench.accounts.authenticators.list = async () => {
    throw new StoreUnavailableError(null);
  };
  expect(await bench.run("signOut", {}, { session: sessionOf("session-1") })).toEqual(
    done({ value: { signedOut: true, provider: "store-unavailable" }, endsSession: true }),
  );
});

test("O12: Cognito gets client_id and logout_uri, and comes back without state", async () => {
  const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbC";
  const provider = await fakeOpenId(issuer, {
    end_session_endpoint: "https://shop.auth.eu-central-1.amazoncognito.com/logout",
  });
  const bench = methodBench(
    cognito({
      ...client,
      region: "eu-central-1",
      userPoolId: "eu-central-1_AbC",
      fetch: provider.fetch,
    }),
  );
  await signIn(provider, bench, "session-1");
  const back = () => bench.run("callback", {}, { url: CALLBACK });
  expect(await back()).toEqual(refused("no-transaction"));
  const outcome = await bench.run("signOut", {}, { session: sessionOf("session-1") });
  expect(Object.fromEntries(addressOf(outcome).searchParams)).toEqual({
    client_id: "shop",
    logout_uri: CALLBACK,
  });
  expect(await back()).toEqual(done({ value: { signedOut: true } }));
  expect(await back()).toEqual(refused("no-transaction"));
});
