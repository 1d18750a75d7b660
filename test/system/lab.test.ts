import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromElsewhere } from "../harness/address.ts";
import { type Client, httpClient } from "../harness/client.ts";
import { temporaryFolder } from "../harness/folder.ts";
import { type Lab, startLab } from "../harness/lab.ts";

const ADA = { username: "ada", password: "lovelace-1815" };
const SIDES = ["jwt", "sealed", "database", "hybrid"] as const;
const STORED = ["database", "hybrid"] as const;
const GRACE = { username: "grace", password: "hopper-1906" };
const data = temporaryFolder("lab-data");

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ dataFolder: data.path, env: { TRUSTED_PROXIES: "1" } });
});
afterAll(async () => {
  await lab?.stop();
  data.remove();
});

/** A client with its own address, so that the limits of other tests do not apply. */
const stranger = () => httpClient(lab.url, fromElsewhere());

function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    method: "POST",
    body: text,
    headers: { "content-type": "application/json", ...headers },
  };
}

async function signedIn(strategy: string, account: object = ADA): Promise<Client> {
  const client = stranger();
  const { status } = await client.send(`/api/${strategy}/sign-in`, json(account));
  expect(status).toBe(200);
  return client;
}

describe.each(SIDES)("the Lab over HTTP under %s", (strategy) => {
  test("a sign-in with the correct password returns a session and its cookie", async () => {
    const client = stranger();
    const answer = await client.send(`/api/${strategy}/sign-in`, json(ADA));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const [cookie, ...others] = answer.headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^signet-${strategy}=[^;]+;.*HttpOnly`, "i"));
    // The sealed side also deletes the first numbered cookie, in case a larger former session left one.
    expect(others.map((text) => /^(.*?=;).*(Max-Age=0)/.exec(text)?.slice(1).join())).toEqual(
      strategy === "sealed" ? ["signet-sealed.0=;,Max-Age=0"] : [],
    );
    const me = await client.send(`/api/${strategy}/me`);
    expect(me.status).toBe(200);
    expect(JSON.parse(me.text)).toMatchObject({
      id: JSON.parse(answer.text).id,
      userId: "demo-ada",
      data: { name: "Ada Lovelace", role: "admin" },
    });
  });

  test("a bearer token works like the cookie", async () => {
    const client = await signedIn(strategy);
    const credential = client.cookie().split("=").slice(1).join("=");
    const headers = { authorization: `Bearer ${credential}` };
    const me = await stranger().send(`/api/${strategy}/me`, { headers });
    expect(me.status).toBe(200);
    expect((await client.send(`/api/${strategy}/me`, { headers })).status).toBe(200);
    const other = await signedIn(strategy);
    expect((await other.send(`/api/${strategy}/me`, { headers })).status).toBe(400);
  });

  test("without a session the answer is 401 with a JSON body", async () => {
    const answer = await stranger().send(`/api/${strategy}/me`);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ error: "Invalid or expired token" });
  });

  test("a wrong password and an unknown user get the same response", async () => {
    const texts = new Set<string>();
    for (const username of ["ada", "nobody"]) {
      const wrong = json({ username, password: "wrong-one" });
      const answer = await stranger().send(`/api/${strategy}/sign-in`, wrong);
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual([]);
      texts.add(answer.text);
    }
    expect(texts.size).toBe(1);
  });

  test.each([
    ["{not json", 400],
    ["null", 400],
    ["{}", 401],
    [{ username: ["ada"], password: { $gt: "" } }, 401],
    [{ username: "ada' OR 1=1 --", password: "x" }, 401],
    [{ username: "ada", password: "x".repeat(3_000) }, 401],
    ["x".repeat(10_000), 413],
  ])("the body %# is refused without a cookie", async (body, status) => {
    const answer = await stranger().send(`/api/${strategy}/sign-in`, json(body));
    expect(answer.status).toBe(status);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("a form of another site cannot sign a user in", async () => {
    const path = `/api/${strategy}/sign-in`;
    const asForm = { ...json(ADA), headers: { "content-type": "text/plain" } };
    expect((await stranger().send(path, asForm)).status).toBe(415);
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      expect((await stranger().send(path, json(ADA, headers))).status).toBe(403);
    }
  });

  test("a sign-out ends the session, and a request without an Origin header cannot sign out", async () => {
    const client = await signedIn(strategy);
    const path = `/api/${strategy}/sign-out`;
    expect((await client.send(path, { method: "POST" })).status).toBe(403);
    expect((await client.send(`/api/${strategy}/me`)).status).toBe(200);
    const headers = { origin: lab.url };
    expect((await client.send(path, { method: "POST", headers })).status).toBe(200);
    expect((await client.send(`/api/${strategy}/me`)).status).toBe(401);
  });

  test("a side does not accept the credentials of other sides", async () => {
    for (const other of SIDES.filter((side) => side !== strategy)) {
      const client = await signedIn(other);
      const credential = client.cookie().split("=").slice(1).join("=");
      expect((await client.send(`/api/${strategy}/me`)).status).toBe(401);
      for (const headers of [
        { authorization: `Bearer ${credential}` },
        { cookie: `signet-${strategy}=${credential}` },
      ]) {
        expect((await stranger().send(`/api/${strategy}/me`, { headers })).status).toBe(401);
      }
    }
  });

  test("the session endpoint returns the signed-in user", async () => {
    const client = await signedIn(strategy);
    const { text } = await client.send(`/api/${strategy}/session`);
    expect(JSON.parse(text)).toMatchObject({ session: { userId: "demo-ada" } });
    const list = await client.send(`/api/${strategy}/sessions`);
    expect(list.status).toBe(STORED.some((stored) => stored === strategy) ? 200 : 404);
  });
});

test.each([
  "/nobody/sign-in",
  "/JWT/dashboard",
  "/jwt/devices",
  "/sealed/devices",
  "/api/nobody/me",
  "/api/nobody/sessions/x",
  "/practice/no-such-topic",
  "/practice/jwt-or-session/no-such-mode",
  "/practice/jwt-or-session/Learn",
])("%s does not exist, and the answer is the whole 404 page", async (path) => {
  const { status, text } = await stranger().send(path);
  expect(status).toBe(404);
  expect(text).toMatch(/<main.*Page not found.*<\/main>/s);
});

test("only pages of the practice permit WebAssembly, a worker and styles with the nonce", async () => {
  const policyOf = async (path: string) =>
    (await stranger().send(path)).headers.get("content-security-policy") ?? "";
  for (const path of ["/", "/register"]) {
    expect(await policyOf(path)).not.toMatch(/wasm-unsafe-eval|worker-src|style-src [^;]*nonce/);
  }
  const policy = await policyOf("/practice");
  const [, nonce] = /style-src 'self' 'nonce-([^']+)';/.exec(policy) ?? [];
  expect(policy).toContain(
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; `,
  );
  expect(policy).toContain("; worker-src 'self'; ");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
});

test("the engine of the practice is kept for a year, and its worker has no network", async () => {
  const [folder = ""] = readdirSync(join(import.meta.dirname, "../../apps/lab/public/engine"));
  const { status, headers } = await stranger().send(`/engine/${folder}/worker.js`);
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(headers.get("content-security-policy")).toBe(
    "default-src 'none'; script-src 'wasm-unsafe-eval'",
  );
});

test("a wrong password takes as much work as an unknown user", async () => {
  const times: Record<string, number[]> = { grace: [], "not-grace": [] };
  for (let round = 0; round < 6; round++) {
    for (const username of ["grace", "not-grace"]) {
      const start = performance.now();
      const wrong = json({ username, password: "wrong-one" });
      expect((await stranger().send("/api/jwt/sign-in", wrong)).status).toBe(401);
      times[username]?.push(performance.now() - start);
    }
  }
  // Without the hash a response takes a tenth of the time. The fastest of six has little noise.
  const ratio = Math.min(...(times["grace"] ?? [])) / Math.min(...(times["not-grace"] ?? []));
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test.each(STORED)("a user lists and ends only their own sessions under %s", async (side) => {
  const [ada, phone, grace] = [
    await signedIn(side),
    await signedIn(side),
    await signedIn(side, GRACE),
  ];
  const idOf = async (client: Client) => JSON.parse((await client.send(`/api/${side}/me`)).text).id;
  const end = async (client: Client, id: string) =>
    (
      await client.send(`/api/${side}/sessions/${id}`, {
        method: "DELETE",
        headers: { origin: lab.url },
      })
    ).status;
  const [adaId, phoneId, graceId] = [await idOf(ada), await idOf(phone), await idOf(grace)];

  const { text } = await ada.send(`/api/${side}/sessions`);
  const ids = JSON.parse(text).sessions.map((one: { id: string }) => one.id);
  expect(ids).toEqual(expect.arrayContaining([adaId, phoneId]));
  expect(ids).not.toContain(graceId);
  expect(text).not.toContain(ada.cookie().split(".")[1]);

  expect(await end(ada, graceId)).toBe(404);
  expect((await grace.send(`/api/${side}/me`)).status).toBe(200);
  expect(await end(ada, phoneId)).toBe(200);
  expect((await phone.send(`/api/${side}/me`)).status).toBe(401);
  expect((await stranger().send(`/api/${side}/sessions`)).status).toBe(401);
});

test("sessions, users and the secret outlive a restart", async () => {
  const clients = [];
  for (const strategy of SIDES) clients.push(await signedIn(strategy));
  const secret = readFileSync(join(data.path, "secret"), "utf8");
  await lab.stop();
  const again = await startLab({ dataFolder: data.path });
  try {
    expect(readFileSync(join(data.path, "secret"), "utf8")).toBe(secret);
    for (const [at, strategy] of SIDES.entries()) {
      const headers = { cookie: clients[at]?.cookie() ?? "" };
      const me = await fetch(`${again.url}/api/${strategy}/me`, { headers });
      expect(me.status).toBe(200);
    }
  } finally {
    await again.stop();
  }
  lab = await startLab({ dataFolder: data.path, env: { TRUSTED_PROXIES: "1" } });
});

test("a watched session shows what decided each reading, and how soon its end was refused", async () => {
  const [client, other] = [await signedIn("hybrid"), await signedIn("hybrid")];
  const watched = async () => JSON.parse((await client.send("/api/hybrid/watch")).text);
  expect(await watched()).toEqual({ status: "active", decidedBy: "view" });
  expect(JSON.parse((await stranger().send("/api/hybrid/watch")).text)).toEqual({
    status: "signed-out",
  });
  const { id } = JSON.parse((await client.send("/api/hybrid/me")).text);
  const headers = { origin: lab.url };
  await other.send(`/api/hybrid/sessions/${id}`, { method: "DELETE", headers });
  const refused = (who: Client) => who.send(`/api/hybrid/refused/${id}`);
  expect(JSON.parse((await refused(other)).text)).toEqual({ after: null });
  const { status, after } = await watched();
  expect(status).toBe("revoked");
  expect(after).toBeGreaterThanOrEqual(0);
  expect(after).toBeLessThan(5_000);
  // Only the user who ended it also gets the time of the first refusal.
  await watched();
  expect(JSON.parse((await refused(other)).text)).toEqual({ after });
  const grace = await signedIn("hybrid", GRACE);
  expect(JSON.parse((await refused(grace)).text)).toEqual({ after: null });
  expect((await refused(client)).status).toBe(401);
});

test("the device of a session is derived from its User-Agent header", async () => {
  const client = stranger();
  const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  await client.send("/api/database/sign-in", json(ADA, { "user-agent": agent }));
  const { text } = await client.send("/api/database/me");
  expect(JSON.parse(text)).toMatchObject({ device: { label: "Firefox on Linux" } });
});

test("a sealed cookie reveals nothing without the key", async () => {
  const client = await signedIn("sealed");
  const plain = client
    .cookie()
    .split("=")
    .slice(1)
    .join("=")
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString("latin1"));
  expect(plain[0]).toContain('"enc":"A256GCM"');
  expect(plain.join()).not.toMatch(/ada|admin|lovelace/i);
});

test("the files of the Lab are readable only by their owner and hold no credential and no password", async () => {
  const client = await signedIn("database");
  const secretOfSession = client.cookie().split(".")[1] ?? "";
  expect(secretOfSession).toHaveLength(43);
  expect(statSync(join(data.path, "secret")).mode & 0o777).toBe(0o600);
  for (const file of readdirSync(data.path)) {
    const content = readFileSync(join(data.path, file), "latin1");
    expect([file, content.includes(secretOfSession)]).toEqual([file, false]);
    expect([file, content.includes(ADA.password)]).toEqual([file, false]);
  }
  expect(lab.output()).not.toContain(secretOfSession);
});
