import { readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleFolder } from "../harness/examples.ts";
import { temporaryFolder } from "../harness/folder.ts";
import { type NextApp, startNextDev } from "../harness/next-app.ts";
import { poolTo } from "../harness/pool.ts";
import { type Postgres, startPostgres } from "../harness/postgres.ts";
import { type Redis, startRedis } from "../harness/redis.ts";
import { askRedis } from "../harness/redis-pair.ts";

const EDITS = 20;
const root = join(import.meta.dirname, "../..");

/** The edited file. */
const AUTH = "lib/auth.ts";
const authAt = (version: number) => `
import { createAuth, hybrid } from "signet-auth/next";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";

export const version = ${version};
const stores = {
  sqlite: sqliteStore(process.env.SQLITE!),
  postgres: postgresStore(process.env.POSTGRES),
  redis: redisStore(process.env.REDIS),
};
const authOn = (store: keyof typeof stores) =>
  createAuth({
    strategy: hybrid({ store: stores[store] }),
    secret: "a-secret-for-tests-of-edits-0123456789-abcdef",
    cookieName: store,
  });
export const auths = {
  sqlite: authOn("sqlite"),
  postgres: authOn("postgres"),
  redis: authOn("redis"),
};
`;

const files = new Map([
  ["package.json", `{ "private": true, "type": "module" }`],
  ["next.config.ts", `export default { turbopack: { root: ${JSON.stringify(root)} } };`],
  [AUTH, authAt(0)],
  [
    "app/layout.tsx",
    `export default ({ children }: { children: React.ReactNode }) => <html><body>{children}</body></html>;`,
  ],
  [
    "app/page.tsx",
    `import { auths, version } from "../lib/auth";
export default async function Page() {
  const sessions = await Promise.all(Object.values(auths).map((auth) => auth()));
  return <p>{["version", version, ...sessions.map((session) => session?.userId)].join(" ")}</p>;
}`,
  ],
  [
    "app/api/route.ts",
    `import { auths, version } from "../../lib/auth";
export async function POST() {
  for (const auth of Object.values(auths)) await auth.signIn({ userId: "ada" });
  return Response.json({});
}
export async function GET() {
  const sessions = await Promise.all(Object.values(auths).map((auth) => auth()));
  return Response.json({ pid: process.pid, version, users: sessions.map((session) => session?.userId) });
}`,
  ],
  [
    "proxy.ts",
    `import { auths } from "./lib/auth";
export const proxy = auths.sqlite.proxy({ protect: ["/members"] });`,
  ],
]);

const data = temporaryFolder("edits");
const example = exampleFolder();
let redis: Redis;
let postgres: Postgres;
let app: NextApp;
let folder: string;
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
  folder = example.write("app", files);
  const env = { SQLITE: join(data.path, "s.db"), POSTGRES: postgres.url, REDIS: redis.url };
  app = await startNextDev({ folder, env });
}, 120_000);
afterAll(async () => {
  await app?.stop();
  await redis?.stop();
  await postgres?.stop();
  example.remove();
  data.remove();
});

async function open(pid: number) {
  const pool = poolTo(postgres.url, { max: 1 });
  const count =
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend'";
  const { rows } = await pool.query(count);
  await pool.end();
  const clients = String(await askRedis(redis.url, "CLIENT", "LIST"))
    .trim()
    .split("\n");
  const handles = readdirSync(`/proc/${pid}/fd`).filter((fd) =>
    targetOf(pid, fd).startsWith(data.path),
  );
  return { handles: handles.length, postgres: rows[0].n - 1, redis: clients.length - 1 };
}

function targetOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return "";
  }
}

test(`${EDITS} edits in next dev leave no extra connections or file handles open, and sign no user out`, async () => {
  const origin = { origin: app.url, "sec-fetch-site": "same-origin" };
  const signedIn = await fetch(`${app.url}/api`, { method: "POST", headers: origin });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");

  async function look(version: number): Promise<number> {
    const headers = { cookie };
    const page = () => fetch(app.url, { headers }).then((response) => response.text());
    const route = async () => Object(await (await fetch(`${app.url}/api`, { headers })).json());
    await expect.poll(page, { timeout: 20_000 }).toContain(`version ${version} ada ada ada`);
    await expect
      .poll(route, { timeout: 20_000 })
      .toMatchObject({ version, users: ["ada", "ada", "ada"] });
    return (await route()).pid;
  }

  const pid = await look(0);
  const before = await open(pid);
  for (let edit = 1; edit <= EDITS; edit++) {
    writeFileSync(join(folder, AUTH), authAt(edit));
    await look(edit);
  }
  const after = await open(await look(EDITS));
  console.log(JSON.stringify({ before, after }));
  expect(before).toMatchObject({ handles: expect.any(Number) });
  expect(after.handles).toBeLessThanOrEqual(before.handles);
  expect(after.redis).toBeLessThanOrEqual(before.redis);
  // A pool may have opened a few more connections for concurrent queries.
  expect(after.postgres).toBeLessThanOrEqual(before.postgres + 4);
  expect(app.output()).not.toContain("[signet-auth]");
}, 180_000);
