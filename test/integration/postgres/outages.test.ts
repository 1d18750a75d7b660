import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { Pool, type PoolConfig } from "pg";
import { postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type Postgres, startPostgres } from "../../harness/postgres.ts";
import { startProxy } from "../../harness/proxy.ts";

let postgres: Postgres;
beforeAll(async () => {
  // Durable, as by default: acknowledged writes are on the disk.
  postgres = await startPostgres([], { durable: true });
  return () => postgres.stop();
});

function newPool(config: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString: postgres.url, ...config });
  onTestFinished(() => pool.end());
  return pool;
}

test("a first use during an outage of PostgreSQL fails, and the next one creates the tables", async () => {
  const store = postgresStore(newPool());
  await postgres.kill();
  await expect(store.find("unknown")).rejects.toThrow(/ECONNREFUSED/);
  await expect(store.listByUser("ada", 0)).rejects.toThrow(/ECONNREFUSED/);
  await postgres.start();
  expect(await store.find("unknown")).toBeNull();
});

test("acknowledged writes survive a kill of PostgreSQL", async () => {
  const store = postgresStore(newPool());
  for (let round = 0; round < 10; round++) {
    const [kept, ended, alsoEnded] = [testRecord(), testRecord(), testRecord()];
    for (const record of [kept, ended, alsoEnded]) await store.create(record, null);
    expect(await store.revokeByUser(alsoEnded.userId, null)).toBe(1);
    expect(await store.revoke(ended.id)).toBe(true);
    await postgres.kill();
    await postgres.start();
    expect(await store.find(kept.id)).toEqual(kept);
    expect(await store.find(ended.id)).toBeNull();
    expect(await store.find(alsoEnded.id)).toBeNull();
  }
});

test("while PostgreSQL is killed and restarted, no live session is reported as missing", async () => {
  const store = postgresStore(newPool());
  const record = testRecord();
  await store.create(record, null);
  let isOver = false;
  let found = 0;
  const reader = async () => {
    let refused = 0;
    while (!isOver) {
      const answer = await store.find(record.id).catch(() => "refused");
      if (answer === "refused") refused++;
      else expect(answer).toEqual(record);
      found++;
      await new Promise(setImmediate);
    }
    return refused;
  };
  const readers = Array.from({ length: 20 }, reader);
  for (let round = 0; round < 3; round++) {
    await postgres.kill();
    await postgres.start();
    await expect.poll(() => store.find(record.id)).toEqual(record);
  }
  isOver = true;
  const refused = (await Promise.all(readers)).reduce((sum, each) => sum + each);
  expect(refused).toBeGreaterThan(0);
  expect(found).toBeGreaterThan(refused);
});

const APP = `
  import { createInterface } from "node:readline";
  import { Pool } from "pg";
  import { postgresStore } from "signet-auth/postgres";
  const store = postgresStore(new Pool({ connectionString: process.argv[1], idleTimeoutMillis: 0 }));
  const answer = (outcome) => console.log(outcome);
  createInterface({ input: process.stdin }).on("line", () => {
    const many = Array.from({ length: 8 }, () => store.find("unknown"));
    Promise.all(many).then(() => "found nothing", () => "refused").then(answer);
  });
`;

test("an application with an idle pool survives a kill of PostgreSQL, and works after its restart", async () => {
  const flags = ["--input-type=module", "-e", APP, postgres.url];
  const app = spawn(process.execPath, flags, { cwd: import.meta.dirname, stdio: "pipe" });
  onTestFinished(() => void app.kill());
  const lines = createInterface({ input: app.stdout });
  const ask = () => answerOf(app, lines);
  expect(await ask()).toBe("found nothing");
  await postgres.kill();
  expect(await ask()).toBe("refused");
  await postgres.start();
  expect(await ask()).toBe("found nothing");
  expect(app.exitCode).toBeNull();
});

async function answerOf(app: ChildProcess, lines: AsyncIterable<string> & NodeJS.EventEmitter) {
  app.stdin?.write("\n");
  const [answer] = await Promise.race([once(lines, "line"), once(app, "exit")]);
  return answer;
}

test("an unresponsive PostgreSQL does not block connections of a pool forever", async () => {
  const proxy = await startProxy(postgres.port);
  onTestFinished(proxy.close);
  const connectionString = Object.assign(new URL(postgres.url), { port: String(proxy.port) }).href;
  const used = postgresStore(newPool({ connectionString, max: 2 }));
  const unused = postgresStore(newPool({ connectionString, max: 2 }));
  const record = testRecord();
  await used.create(record, null);
  await proxy.set({ kind: "silent" });
  const asked = [used.find(record.id), used.revoke(record.id), unused.find(record.id)];
  for (const { status } of await Promise.allSettled(asked)) expect(status).toBe("rejected");
  await proxy.set({ kind: "open" });
  expect(await unused.find(record.id)).toEqual(record);
  expect(await used.find(record.id)).toEqual(record);
});

test("on a read-only PostgreSQL, sessions are readable, and writes reject until it is writable", async () => {
  const writer = postgresStore(newPool());
  const record = testRecord();
  await writer.create(record, null);
  const pool = newPool({ max: 1 });
  const store = postgresStore(pool);
  await pool.query("SET default_transaction_read_only = on");
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.listByUser(record.userId, 0)).toEqual([record]);
  const writes = [
    () => store.create(testRecord(), null),
    () => store.renew(record.id, { renewedAt: 2, expiresAt: 3, ifRenewedAt: record.renewedAt }),
    () => store.update(record.id, { data: "{}", ifVersion: 0 }),
    () => store.revoke(record.id),
    () => store.revokeByUser(record.userId, null),
    () => store.purgeExpired(record.expiresAt, 1),
  ];
  for (const write of writes) {
    // The store replaces a failed connection, and a new one does not have this setting.
    await pool.query("SET default_transaction_read_only = on");
    await expect(write()).rejects.toThrow(/read-only transaction/);
  }
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.revoke(record.id)).toBe(true);
});
