import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

/** The size limit of all cookies of a session, with names and values; bytes. */
const LIMIT = 14_336;
/** Longer than the fixture's `renewAfter` of three seconds. */
const RENEWAL_DUE = 3_200;

let app: NextApp;
beforeAll(async () => {
  app = await startFixture({ strategy: "sealed" });
});
afterAll(() => app?.stop());

const signIn = (client: Client, name: string) =>
  client.send("/api/sign-in", {
    method: "POST",
    body: JSON.stringify({ userId: "ada", name }),
    headers: { origin: app.url },
  });

const nameOf = async (client: Client): Promise<string> =>
  JSON.parse((await client.send("/api/me")).text).data.name;

function sizeOf(client: Client): number {
  return client.cookie().replaceAll("; ", "").replaceAll("=", "").length;
}

/** Submits the form for a new name as a browser without JavaScript does. */
async function rename(client: Client, name: string) {
  const { text } = await client.send("/form");
  const [, action = ""] = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(text) ?? [];
  const body = new FormData();
  body.set(action, "");
  body.set("name", name);
  return client.send("/form", { method: "POST", body, headers: { origin: app.url } });
}

/** Returns the longest name that a session can hold. Base64url needs four bytes for three. */
async function longestName(): Promise<string> {
  const client = httpClient(app.url);
  const name = "n".repeat(10_000);
  expect((await signIn(client, name)).status).toBe(200);
  return name + "n".repeat(Math.floor(((LIMIT - sizeOf(client)) * 3) / 4));
}

test("a sealed session of the largest allowed size can be read, updated, renewed and signed out", async () => {
  const client = httpClient(app.url);
  const name = await longestName();
  expect((await signIn(client, name)).status).toBe(200);
  expect(cookieNames(client)).toEqual(["signet.0", "signet.1", "signet.2", "signet.3"]);
  expect(sizeOf(client)).toBeGreaterThan(LIMIT - 4);
  expect(sizeOf(client)).toBeLessThanOrEqual(LIMIT);

  expect(await nameOf(client)).toBe(name);
  expect((await client.send("/private")).status).toBe(200);

  const other = "m".repeat(name.length);
  expect((await rename(client, other)).status).toBe(200);
  expect(await nameOf(client)).toBe(other);

  await delay(RENEWAL_DUE);
  const own = { method: "POST", headers: { origin: app.url } };
  const { headers } = await client.send("/api/me", own);
  expect(headers.getSetCookie().filter((text) => /^signet\.\d=[^;]/.test(text))).toHaveLength(4);
  expect(await nameOf(client)).toBe(other);

  expect((await client.send("/api/auth/sign-out", own)).status).toBe(200);
  expect(cookieNames(client)).toEqual(["signet-ended"]);
  expect((await client.send("/api/me")).status).toBe(401);
});

test("a renewal of a sealed session in the proxy reaches the page and the browser", async () => {
  const names = [10, 5_000, 10_000].map((length) => "n".repeat(length));
  const clients = names.map((name) => ({ name, client: httpClient(app.url) }));
  for (const { client, name } of clients) await signIn(client, name);
  await delay(RENEWAL_DUE);
  for (const { client, name } of clients) {
    const before = client.cookie();
    expect([name.length, (await client.send("/private")).status]).toEqual([name.length, 200]);
    expect(client.cookie()).not.toBe(before);
    expect(await nameOf(client)).toBe(name);
  }
});

test("three bytes above the limit are refused with a message in the log, and the session is kept", async () => {
  const client = httpClient(app.url);
  const name = await longestName();
  expect((await signIn(client, name)).status).toBe(200);
  expect((await rename(client, `${name}nnn`)).status).toBe(500);
  expect(app.output()).toMatch(/takes \d+ bytes of cookies, but the limit is 14336 bytes/);
  expect(await nameOf(client)).toBe(name);
});

test("a sealed session that changes its number of cookies leaves no former cookie behind", async () => {
  const client = httpClient(app.url);
  await signIn(client, "short");
  for (const [length, names] of [
    [5_000, ["signet.0", "signet.1"]],
    [8_000, ["signet.0", "signet.1", "signet.2"]],
    [10, ["signet"]],
    [5_000, ["signet.0", "signet.1"]],
  ] as const) {
    const name = "x".repeat(length);
    await rename(client, name);
    expect(cookieNames(client)).toEqual(names);
    expect(await nameOf(client)).toBe(name);
  }
});

function cookieNames(client: Client): string[] {
  return client
    .cookie()
    .split("; ")
    .map((pair) => pair.split("=", 1).join())
    .sort();
}
