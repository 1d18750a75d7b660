import { afterEach, expect, test, vi } from "vitest";
import { browserError, CHALLENGE, passkeyBrowser } from "../../../fixtures/passkey-browser.ts";
import { register, signIn, signUp } from "./ceremonies.ts";

afterEach(() => vi.unstubAllGlobals());

const SIGNED_IN = { status: "signed-in", returnTo: "/account" };

test("a sign-in asks the browser with the options of the server, and loads the path to go to", async () => {
  const { askedTimes, requests, loaded } = passkeyBrowser((body) =>
    "response" in body ? SIGNED_IN : CHALLENGE,
  );
  const signedIn = signIn({ returnTo: "/account", persistent: false });
  (await askedTimes(1)).resolve();
  expect(await signedIn).toEqual(SIGNED_IN);
  expect(requests.map(({ path }) => path)).toEqual(Array(2).fill("/api/auth/sign-in/passkey"));
  expect(requests.map(({ body }) => body)).toMatchObject([
    { returnTo: "/account", persistent: false },
    { returnTo: "/account", persistent: false, response: { id: "AAAA", type: "public-key" } },
  ]);
  expect(loaded).toEqual(["/account"]);
});

test("a path of another site is not loaded", async () => {
  const { askedTimes, loaded } = passkeyBrowser((body) =>
    "response" in body ? { status: "signed-in", returnTo: "https://evil.example" } : CHALLENGE,
  );
  const first = signIn({});
  (await askedTimes(1)).resolve();
  await first;
  const second = signIn({ returnTo: "//evil.example" });
  (await askedTimes(2)).resolve();
  await second;
  expect(loaded).toEqual(["/", "/"]);
});

test("method and basePath choose the endpoint", async () => {
  const { requests } = passkeyBrowser(() => ({ status: "refused", reason: "rate-limited" }));
  await signIn({ method: "key", basePath: "/auth" });
  expect(requests[0]?.path).toBe("/auth/sign-in/key");
});

test("a second factor is an outcome, and nothing is loaded", async () => {
  const { askedTimes, loaded } = passkeyBrowser((body) =>
    "response" in body
      ? { status: "second-factor", methods: ["totp"], returnTo: "/account" }
      : CHALLENGE,
  );
  const outcome = signIn({});
  (await askedTimes(1)).resolve();
  expect(await outcome).toEqual({
    status: "second-factor",
    methods: ["totp"],
    returnTo: "/account",
  });
  expect(loaded).toEqual([]);
});

test("a registration sends the name with the response, and returns the passkey", async () => {
  const value = { id: "AAAA", name: "Phone", backedUp: true, deviceType: "multiDevice" };
  const { askedTimes, requests, loaded } = passkeyBrowser((body) =>
    "response" in body ? { status: "done", value, returnTo: "/" } : CHALLENGE,
  );
  const added = register({}, "Phone");
  const { kind, resolve } = await askedTimes(1);
  resolve();
  expect(await added).toEqual({ status: "done", value });
  expect(kind).toBe("create");
  expect(requests[1]).toMatchObject({
    path: "/api/auth/sign-in/passkey/register",
    body: { name: "Phone", response: { response: { transports: ["internal"] } } },
  });
  expect(loaded).toEqual([]);
});

test("a sign-up sends the name first", async () => {
  const { askedTimes, requests, loaded } = passkeyBrowser((body) =>
    "response" in body ? SIGNED_IN : CHALLENGE,
  );
  const signedUp = signUp({ returnTo: "/welcome" }, "Ada");
  (await askedTimes(1)).resolve();
  expect(await signedUp).toEqual({ status: "signed-in", returnTo: "/welcome" });
  expect(requests[0]).toMatchObject({
    path: "/api/auth/sign-in/passkey/signUp",
    body: { name: "Ada" },
  });
  expect(loaded).toEqual(["/welcome"]);
});

test.each([
  ["NotAllowedError", "cancelled"],
  ["InvalidStateError", "already-registered"],
  ["SecurityError", "device-failed"],
  ["UnknownError", "device-failed"],
])("the error %s of a browser has the code %s", async (name, error) => {
  const { askedTimes } = passkeyBrowser(() => CHALLENGE);
  const outcome = register({}, undefined);
  (await askedTimes(1)).reject(browserError(name));
  expect(await outcome).toMatchObject({ status: "refused", error, cause: expect.any(Error) });
});

test("a refusal of the server keeps its reason and the time to wait", async () => {
  passkeyBrowser(() => ({ status: "refused", reason: "rate-limited", retryAfter: 30 }));
  expect(await signIn({})).toEqual({
    status: "refused",
    error: "rate-limited",
    retryAfter: 30,
    cause: null,
  });
});

test("no network, a page of another server and a browser without passkeys have codes", async () => {
  passkeyBrowser(() => {
    throw new TypeError("fetch failed");
  });
  expect(await signIn({})).toMatchObject({ error: "request-failed" });
  passkeyBrowser(() => ({ error: "Not found" }));
  expect(await signIn({})).toMatchObject({ error: "request-failed" });
  passkeyBrowser(() => null);
  expect(await signIn({})).toMatchObject({ error: "request-failed" });
  const { requests } = passkeyBrowser(() => CHALLENGE);
  vi.stubGlobal("PublicKeyCredential", undefined);
  expect(await signIn({})).toMatchObject({ error: "not-supported" });
  expect(requests).toEqual([]);
});
