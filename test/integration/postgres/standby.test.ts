import type { Pool } from "pg";
import { postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { poolTo } from "../../harness/pool.ts";
import { type Postgres, startPostgres, startStandby } from "../../harness/postgres.ts";
import { redirectAll, startProxy, type TcpProxy } from "../../harness/proxy.ts";
import { askPostgres, caughtUp, pauseReplay, resumeReplay } from "../../harness/standby.ts";
import { type Demotion, expectNothingActive, testDemotion } from "../demotion.ts";

function newPool(url: string): Pool {
  const pool = poolTo(url, { connectionTimeoutMillis: 2_000 });
  onTestFinished(() => pool.end());
  return pool;
}

let primary: Postgres;
let standby: Postgres;
let proxy: TcpProxy;
beforeAll(async () => {
  primary = await startPostgres([], { durable: true });
  // Before the standby starts, so that it has the tables.
  const pool = poolTo(primary.url);
  await postgresStore(pool).find("x");
  await pool.end();
  standby = await startStandby(primary);
  proxy = await startProxy(primary.port);
});
afterAll(async () => {
  await proxy?.close();
  await standby?.stop();
  await primary?.stop();
});

function storeThroughProxy() {
  const url = Object.assign(new URL(primary.url), { port: String(proxy.port) }).href;
  return postgresStore(newPool(url));
}

test("a store on a PostgreSQL standby rejects with an error that names the standby", async () => {
  await caughtUp(primary, standby);
  const store = postgresStore(newPool(standby.url));
  await expect(store.find(testRecord().id)).rejects.toThrow(/is a standby, which may be behind/);
});

describe("a standby whose replay is paused", () => {
  testDemotion(async () => {
    await resumeReplay(standby);
    proxy.moveTo(primary.port);
    return {
      store: storeThroughProxy(),
      async demote() {
        await caughtUp(primary, standby);
        await pauseReplay(primary, standby);
        await redirectAll(proxy, standby.port);
        return postgresStore(newPool(primary.url));
      },
      // Connections to the standby stay open. The store drops each one when it learns of the standby.
      move: () => proxy.moveTo(primary.port),
    };
  });
});

test("a PostgreSQL primary that became a standby makes no reading active, and the application finds the new one", async () => {
  await resumeReplay(standby);
  const demotion: Demotion = {
    store: storeThroughProxy(),
    async demote() {
      await caughtUp(primary, standby);
      await primary.demote();
      await askPostgres(standby, "SELECT pg_promote()");
      return postgresStore(newPool(standby.url));
    },
    move: () => proxy.moveTo(standby.port),
  };
  await expectNothingActive(demotion, "database");
});
