import { afterEach, expect, test, vi } from "vitest";
import { type MethodBench, methodBench } from "../../../../fixtures/method-context.ts";
import { type FakeOpenId, fakeOpenId } from "../../../../fixtures/provider-answers.ts";
import { type Accounts, identityId } from "../../../accounts/contract.ts";
import { memoryAccounts } from "../../../accounts/memory/index.ts";
import { oidc, type ProviderMethod } from "../index.ts";

const ISSUER = "https://login.example";
const ID = identityId(ISSUER, "ada");
const HOUR = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

interface Server {
  readonly method: ProviderMethod;
  readonly bench: MethodBench;
}

/** A server of the application. Several servers share accounts and the secret. */
function serverAt({ fetch }: FakeOpenId, accounts: Accounts, options = {}): Server {
  const method = oidc({
    issuer: ISSUER,
    clientId: "shop",
    clientSecret: "secret-of-the-shop",
    keepTokens: true,
    fetch,
    ...options,
  });
  return { method, bench: methodBench(method, { accounts }) };
}

/** Signs in, and stores the identity as the service does. */
async function signIn(provider: FakeOpenId, { bench }: Server): Promise<void> {
  const outcome = await provider.signIn(bench);
  if (outcome.type !== "proved" || outcome.proved.who.kind !== "identity")
    throw new Error("refused");
  const { data } = outcome.proved.who;
  const text = JSON.stringify({ ...data, tokens: outcome.tokens });
  const { authenticators } = bench.accounts;
  const known = await authenticators.find("identity", ID);
  const now = Date.now();
  if (known === null) {
    await authenticators.add({ kind: "identity", id: ID, userId: "1", data: text, createdAt: now });
  } else {
    const update = { data: text, usedAt: now, ifVersion: known.version };
    await authenticators.update("identity", ID, update);
  }
}

/** A provider that rotates refresh tokens: each serves once, and a second use ends all (RFC 9700 §4.14). */
async function rotatingProvider() {
  const provider = await fakeOpenId(ISSUER);
  const refreshes: string[] = [];
  const state = { current: "", count: 0, isRevoked: false, delay: 0 };
  const issue = () => {
    state.count += 1;
    state.current = `refresh-${state.count}`;
    return {
      access_token: `access-${state.count}`,
      refresh_token: state.current,
      token_type: "Bearer",
      expires_in: 3_600,
      scope: "openid email api",
    };
  };
  const signIn = provider.answers.get(`${ISSUER}/token`);
  provider.answers.set(`${ISSUER}/token`, async (call) => {
    if (call.body.get("grant_type") !== "refresh_token") {
      return { ...Object(await signIn?.(call)), ...issue() };
    }
    const given = call.body.get("refresh_token") ?? "";
    refreshes.push(given);
    if (state.delay > 0) await new Promise((resolve) => setTimeout(resolve, state.delay));
    if (given !== state.current) state.isRevoked = true;
    if (state.isRevoked) return Response.json({ error: "invalid_grant" }, { status: 400 });
    return issue();
  });
  return { provider, refreshes, state };
}

function later(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
}

test("O11: tokens are given only with keepTokens, and nothing readable of them is stored", async () => {
  const { provider } = await rotatingProvider();
  const accounts = memoryAccounts();
  const none = await provider.signIn(serverAt(provider, accounts, { keepTokens: false }).bench);
  expect(none).toHaveProperty("tokens", null);
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  const stored = (await accounts.authenticators.find("identity", ID))?.data ?? "";
  expect(stored).not.toMatch(/access-\d|refresh-\d/);
  expect(await server.method.tokens.get(accounts, "1")).toEqual({
    status: "live",
    accessToken: "access-2",
    expiresAt: expect.any(Date),
    scopes: ["openid", "email", "api"],
  });
});

test("O11: N parallel callers of one server refresh an expired token once", async () => {
  const { provider, refreshes } = await rotatingProvider();
  const accounts = memoryAccounts();
  const { method, bench } = serverAt(provider, accounts);
  await signIn(provider, { method, bench });
  later(HOUR);
  const update = vi.spyOn(accounts.authenticators, "update");
  const readings = await Promise.all(
    Array.from({ length: 20 }, () => method.tokens.get(accounts, "1")),
  );
  expect(new Set(readings.map((one) => (one.status === "live" ? one.accessToken : "")))).toEqual(
    new Set(["access-2"]),
  );
  expect(refreshes).toEqual(["refresh-1"]);
  // The lease and its end: the other callers neither write nor wait for the lease.
  expect(update).toHaveBeenCalledTimes(2);
});

test("O11: parallel callers of several servers refresh once, because one server holds a lease", async () => {
  const { provider, refreshes, state } = await rotatingProvider();
  const accounts = memoryAccounts();
  const servers = [1, 2, 3, 4].map(() => serverAt(provider, accounts));
  const [first] = servers;
  if (first === undefined) throw new Error("no server");
  await signIn(provider, first);
  later(HOUR);
  state.delay = 150;
  const readings = await Promise.all(servers.map(({ method }) => method.tokens.get(accounts, "1")));
  for (const reading of readings) expect(reading).toMatchObject({ accessToken: "access-2" });
  expect(refreshes).toEqual(["refresh-1"]);
});

test("O11: the rotated refresh token is kept, so the next refresh works too", async () => {
  const { provider, refreshes } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  for (const token of ["access-2", "access-3"]) {
    later(HOUR);
    expect(await server.method.tokens.get(accounts, "1")).toMatchObject({ accessToken: token });
  }
  expect(refreshes).toEqual(["refresh-1", "refresh-2"]);
});

test("O11: a refresh token stays when the provider gives no new one", async () => {
  const { provider } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  const given: (string | null)[] = [];
  provider.answers.set(`${ISSUER}/token`, ({ body }) => {
    given.push(body.get("refresh_token"));
    return { access_token: `fresh-${given.length}`, token_type: "bearer", expires_in: 3_600 };
  });
  for (const token of ["fresh-1", "fresh-2"]) {
    later(HOUR);
    expect(await server.method.tokens.get(accounts, "1")).toMatchObject({ accessToken: token });
  }
  expect(given).toEqual(["refresh-1", "refresh-1"]);
});

test("a refresh that the provider refuses ends the tokens, and is not tried again", async () => {
  const { provider, refreshes, state } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  state.isRevoked = true;
  later(HOUR);
  expect(await server.method.tokens.get(accounts, "1")).toEqual({ status: "expired" });
  expect(await server.method.tokens.get(accounts, "1")).toEqual({ status: "expired" });
  expect(refreshes).toHaveLength(1);
});

test("a refresh token that GitHub calls bad, with the status 200, has ended", async () => {
  const { provider } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  later(HOUR);
  provider.answers.set(`${ISSUER}/token`, () => ({ error: "bad_refresh_token" }));
  expect(await server.method.tokens.get(accounts, "1")).toEqual({ status: "expired" });
});

test("an outage during a refresh keeps the refresh token, and the next call refreshes", async () => {
  const { provider, refreshes } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  later(HOUR);
  const good = provider.answers.get(`${ISSUER}/token`);
  provider.answers.set(`${ISSUER}/token`, () => new Response(null, { status: 503 }));
  expect(await server.method.tokens.get(accounts, "1")).toEqual({ status: "unavailable" });
  if (good !== undefined) provider.answers.set(`${ISSUER}/token`, good);
  expect(await server.method.tokens.get(accounts, "1")).toMatchObject({ status: "live" });
  expect(refreshes).toEqual(["refresh-1"]);
});

test("a server that stops during a refresh blocks the others only until its lease ends", async () => {
  const { provider, refreshes } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts, { timeout: 1 });
  await signIn(provider, server);
  later(HOUR);
  const stopped = await accounts.authenticators.find("identity", ID);
  if (stopped === null) throw new Error("no identity");
  const data = JSON.parse(stopped.data);
  data.tokens.lease = { id: "of-a-stopped-server", until: Date.now() + 6_000 };
  const update = { data: JSON.stringify(data), usedAt: null, ifVersion: stopped.version };
  await accounts.authenticators.update("identity", ID, update);
  const pending = server.method.tokens.get(accounts, "1");
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(refreshes).toEqual([]);
  later(6_000);
  expect(await pending).toMatchObject({ status: "live", accessToken: "access-2" });
});

test("O11: a slow discovery uses up no lease, so no other server refreshes at the same time", async () => {
  const { provider, refreshes } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  later(HOUR);
  const document = `${ISSUER}/.well-known/openid-configuration`;
  const answer = provider.answers.get(document);
  provider.answers.set(document, async (call) => {
    // Shorter than the timeout of a call.
    later(9_000);
    return Object(await answer?.(call));
  });
  const refresh = provider.answers.get(`${ISSUER}/token`);
  const other = serverAt(provider, accounts);
  let during: string | null = null;
  provider.answers.set(`${ISSUER}/token`, async (call) => {
    later(9_000);
    const { data } = (await accounts.authenticators.find("identity", ID)) ?? { data: "{}" };
    during = JSON.parse(data).tokens.lease.until > Date.now() + 9_000 ? "leased" : "free";
    return Object(await refresh?.(call));
  });
  expect(await other.method.tokens.get(accounts, "1")).toMatchObject({ accessToken: "access-2" });
  expect(during).toBe("leased");
  expect(refreshes).toEqual(["refresh-1"]);
});

test("tokens of a sign-in during a refresh win over the refreshed ones", async () => {
  const { provider, state } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  later(HOUR);
  state.delay = 100;
  const pending = server.method.tokens.get(accounts, "1");
  await new Promise((resolve) => setTimeout(resolve, 30));
  await signIn(provider, server);
  await pending;
  const reading = await server.method.tokens.get(accounts, "1");
  expect(reading).toMatchObject({ status: "live", accessToken: "access-2" });
  const stored = await accounts.authenticators.find("identity", ID);
  expect(JSON.parse(stored?.data ?? "{}").tokens.refresh).not.toBeNull();
});

test("a refreshed ID token of another user is refused", async () => {
  const { provider } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  later(HOUR);
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: ISSUER, aud: "shop", iat: now, exp: now + 60, sub: "eve" };
  const idToken = await provider.sign(claims);
  provider.answers.set(`${ISSUER}/token`, () => ({
    access_token: "of-eve",
    token_type: "bearer",
    id_token: idToken,
  }));
  expect(await server.method.tokens.get(accounts, "1")).toEqual({ status: "unavailable" });
});

test("tokens that were copied from another identity, or sealed by another key, are missing", async () => {
  const { provider } = await rotatingProvider();
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  const { data } = (await accounts.authenticators.find("identity", ID)) ?? { data: "" };
  const copy = { kind: "identity", userId: "2", data, createdAt: 0 };
  await accounts.authenticators.add({ ...copy, id: identityId(ISSUER, "eve") });
  expect(await server.method.tokens.get(accounts, "2")).toEqual({ status: "missing" });
  expect(await server.method.tokens.get(accounts, "3")).toEqual({ status: "missing" });
  const swapped = JSON.parse(data);
  swapped.tokens.access = swapped.tokens.refresh;
  const update = { data: JSON.stringify(swapped), usedAt: null, ifVersion: 0 };
  await accounts.authenticators.update("identity", ID, update);
  expect(await server.method.tokens.get(accounts, "1")).toEqual({ status: "missing" });
});

test("tokens without a stated end are live, and a plain identity has none", async () => {
  const provider = await fakeOpenId(ISSUER);
  const answer = provider.answers.get(`${ISSUER}/token`);
  provider.answers.set(`${ISSUER}/token`, async (call) => {
    const { expires_in: _end, ...others } = Object(await answer?.(call));
    return others;
  });
  const accounts = memoryAccounts();
  const server = serverAt(provider, accounts);
  await signIn(provider, server);
  later(365 * 24 * HOUR);
  const reading = await server.method.tokens.get(accounts, "1");
  expect(reading).toMatchObject({ status: "live", expiresAt: null });
  const data = JSON.stringify({ provider: "login.example" });
  const plain = { kind: "identity", id: identityId(ISSUER, "x"), userId: "9", createdAt: 0 };
  await accounts.authenticators.add({ ...plain, data });
  expect(await server.method.tokens.get(accounts, "9")).toEqual({ status: "missing" });
});
