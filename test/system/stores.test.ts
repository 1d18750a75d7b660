import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { type Lab, startLab } from "../harness/lab.ts";
import { type LabsOnCluster, startLabsOnCluster } from "../harness/labs.ts";
import { poolTo } from "../harness/pool.ts";
import { startPostgres } from "../harness/postgres.ts";
import { startRedis } from "../harness/redis.ts";
import type { Server } from "../harness/server.ts";

// Durable settings, so that acknowledged writes survive a SIGKILL.
const SERVERS = [
  {
    name: "postgres",
    title: "PostgreSQL",
    start: () => startPostgres(["-c", "synchronous_commit=on"]),
    async listeners(url: string) {
      const pool = poolTo(url);
      const { rows } = await pool.query("SELECT FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
      await pool.end();
      return rows.length;
    },
  },
  {
    name: "redis",
    title: "Redis",
    start: () => startRedis(["--appendonly", "yes"]),
    async listeners(url: string) {
      const client = await createClient({ url }).connect();
      const list = String(await client.sendCommand(["CLIENT", "LIST"]));
      client.destroy();
      return list.split("\n").filter((line) => line.includes(" sub=1 ")).length;
    },
  },
];

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const ENDED = /It was revoked from Firefox on Linux, (?:just now|\d+ seconds ago) \(/;

const PATIENT = { timeout: 10_000 };

describe.each(SERVERS)("the Lab on $title", ({ name, title, start, listeners }) => {
  let server: Server & { readonly url: string };
  let lab: Lab;
  beforeAll(async () => {
    server = await start();
    lab = await startLab({ env: { STORE: name, STORE_URL: server.url } });
  });
  afterAll(async () => {
    await lab?.stop();
    await server?.stop();
  });

  test("a user signs in, lists devices, and revokes one with immediate effect", async () => {
    const [laptop, phone] = [await signedIn(lab), await signedIn(lab)];
    const ids = await sessionIds(laptop);
    expect(ids).toHaveLength(2);
    const phoneId = await idOf(phone);
    expect(ids).toContain(phoneId);
    expect((await revoke(laptop, lab, phoneId)).status).toBe(200);
    expect((await phone.send("/api/database/me")).status).toBe(401);
    expect((await laptop.send("/api/database/me")).status).toBe(200);
    expect(await noticeAtSignIn(phone, "database")).toMatch(ENDED);
  });

  test("the hybrid side lists and revokes its own sessions in the same store", async () => {
    const [laptop, phone] = [await signedIn(lab, "hybrid"), await signedIn(lab, "hybrid")];
    const { text } = await laptop.send("/api/hybrid/sessions");
    expect(JSON.parse(text).sessions).toHaveLength(2);
    const phoneId = JSON.parse((await phone.send("/api/hybrid/me")).text).id;
    const ended = await laptop.send(`/api/hybrid/sessions/${phoneId}`, {
      method: "DELETE",
      headers: { origin: lab.url },
    });
    expect(ended.status).toBe(200);
    expect((await phone.send("/api/hybrid/me")).status).toBe(401);
    expect(await noticeAtSignIn(phone, "hybrid")).toMatch(ENDED);
  });

  test("pages, routes and the proxy are separate builds, and follow one feed together", async () => {
    const client = await signedIn(lab, "hybrid");
    for (const path of ["/hybrid/dashboard", "/hybrid/devices", "/api/hybrid/me"]) {
      expect((await client.send(path)).status).toBe(200);
    }
    await expect.poll(() => listeners(server.url), PATIENT).toBe(1);
  });

  test("the page of the Lab names the store", async () => {
    const { text } = await httpClient(lab.url).send("/");
    expect(text.replaceAll("<!-- -->", "")).toContain(`on ${title}<`);
  });

  test("during an outage of the store the answer is 503, no user is signed out, and no restart is needed", async () => {
    const client = await signedIn(lab);
    const status = async () => (await client.send("/api/database/me")).status;
    await server.kill();
    await expect.poll(status, PATIENT).toBe(503);
    const out = await client.send("/api/database/me");
    expect(out.headers.get("retry-after")).toBe("5");
    expect(out.headers.getSetCookie()).toEqual([]);
    expect((await client.send("/database/dashboard")).status).toBe(503);
    await server.start();
    await expect.poll(status, PATIENT).toBe(200);
  });
});

describe("two Labs on one Redis Cluster", () => {
  let pair: LabsOnCluster;
  beforeAll(async () => {
    pair = await startLabsOnCluster();
  });
  afterAll(() => pair?.stop());

  test("a user signed in at one Lab is signed in at the other, under every strategy", async () => {
    const [here, there] = pair.labs;
    for (const strategy of ["jwt", "sealed", "database", "hybrid"]) {
      const client = await signedIn(here, strategy);
      const headers = { cookie: client.cookie() };
      const me = await httpClient(there.url).send(`/api/${strategy}/me`, { headers });
      expect([strategy, me.status]).toEqual([strategy, 200]);
      expect(JSON.parse(me.text)).toMatchObject({ userId: "demo-ada" });
    }
  });

  test("the devices of one Lab are listed at the other, and one revoked there is refused at once", async () => {
    const [here, there] = pair.labs;
    const [laptop, phone] = [await signedIn(here), await signedIn(here)];
    const phoneId = await idOf(phone);
    const laptopThere = httpClient(there.url);
    const headers = { cookie: laptop.cookie() };

    const { text } = await laptopThere.send("/api/database/sessions", { headers });
    const ids = JSON.parse(text).sessions.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([await idOf(laptop), phoneId]));

    const revoked = await laptopThere.send(`/api/database/sessions/${phoneId}`, {
      method: "DELETE",
      headers: { ...headers, origin: there.url },
    });
    expect(revoked.status).toBe(200);
    expect((await phone.send("/api/database/me")).status).toBe(401);
    expect((await laptop.send("/api/database/me")).status).toBe(200);
    expect(await sessionIds(laptop)).not.toContain(phoneId);
    expect(await noticeAtSignIn(phone, "database")).toMatch(ENDED);
  });

  test("a hybrid session ended at one of two Labs is refused at the other in time, with the time shown", async () => {
    const [here, there] = pair.labs;
    const [laptop, phone] = [await signedIn(here, "hybrid"), await signedIn(here, "hybrid")];
    const watched = async () => JSON.parse((await phone.send("/api/hybrid/watch")).text);
    expect(await watched()).toMatchObject({ status: "active" });
    const phoneId = JSON.parse((await phone.send("/api/hybrid/me")).text).id;
    const revoked = await httpClient(there.url).send(`/api/hybrid/sessions/${phoneId}`, {
      method: "DELETE",
      headers: { cookie: laptop.cookie(), origin: there.url },
    });
    expect(revoked.status).toBe(200);
    await expect.poll(watched, { timeout: 5_000 }).toMatchObject({ status: "revoked" });
    expect((await watched()).after).toBeLessThan(6_000);
    expect((await watched()).end).toMatchObject({ how: "revoked", device: "Firefox on Linux" });
    expect(await noticeAtSignIn(phone, "hybrid")).toMatch(ENDED);
    expect((await phone.send("/api/hybrid/me")).status).toBe(401);
    expect((await laptop.send("/api/hybrid/me")).status).toBe(200);
  });

  test("both Labs name the store", async () => {
    for (const { url } of pair.labs) {
      const { text } = await httpClient(url).send("/");
      expect(text.replaceAll("<!-- -->", "")).toContain("on Redis Cluster<");
    }
  });
});

test.each([
  [{ STORE: "mysql" }, 'STORE is "mysql". Set STORE to sqlite, postgres, redis or cluster.'],
  [{ STORE: "cluster" }, "STORE=cluster needs a valid STORE_URL. Example: redis://"],
  [{ STORE_URL: "redis://localhost:6379" }, "STORE_URL is set, but SQLite does not use it."],
])("with %j the Lab prints the missing setting and does not start", async (env, sentence) => {
  await expect(startLab({ env })).rejects.toThrow(sentence);
});

async function signedIn({ url }: Lab, strategy = "database"): Promise<Client> {
  const client = httpClient(url, { "user-agent": FIREFOX });
  const { status } = await client.send(`/api/${strategy}/sign-in`, {
    method: "POST",
    body: JSON.stringify({ username: "ada", password: "lovelace-1815" }),
    headers: { "content-type": "application/json" },
  });
  expect(status).toBe(200);
  return client;
}

/** Returns the notice of a sign-in page for a client that is no longer signed in. */
async function noticeAtSignIn(client: Client, strategy: string): Promise<string> {
  const { text } = await client.send(`/${strategy}/sign-in`);
  return text;
}

async function sessionIds(client: Client): Promise<string[]> {
  const { text } = await client.send("/api/database/sessions");
  return JSON.parse(text).sessions.map(({ id }: { id: string }) => id);
}

async function idOf(client: Client): Promise<string> {
  return JSON.parse((await client.send("/api/database/me")).text).id;
}

function revoke(client: Client, { url }: Lab, id: string) {
  const headers = { origin: url };
  return client.send(`/api/database/sessions/${id}`, { method: "DELETE", headers });
}
