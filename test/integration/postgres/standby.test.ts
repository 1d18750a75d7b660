import type { Pool } from "pg";
import { postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { poolTo } from "../../harness/pool.ts";
import { type Postgres, startPostgres, startStandby } from "../../harness/postgres.ts";
import { redirectAll, startProxy, type TcpProxy } from "../../harness/proxy.ts";
import { askPostgres, caughtUp, pauseReplay, resumeReplay } from "../../harness/standby.ts";
import { type Demotion, makesNothingActive, primaryOnly } from "../primary-only.ts";

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
  // Before there is a standby, so that it has the tables.
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

function storeOnTheWay() {
  const url = Object.assign(new URL(primary.url), { port: String(proxy.port) }).href;
  return postgresStore(newPool(url));
}

test("what is wrong with a standby is said in words", async () => {
  await caughtUp(primary, standby);
  const store = postgresStore(newPool(standby.url));
  await expect(store.find(testRecord().id)).rejects.toThrow(/is a standby, which may be behind/);
});

describe("a standby whose replay is paused", () => {
  primaryOnly(async () => {
    await resumeReplay(standby);
    proxy.moveTo(primary.port);
    return {
      store: storeOnTheWay(),
      async demote() {
        await caughtUp(primary, standby);
        await pauseReplay(primary, standby);
        await redirectAll(proxy, standby.port);
        return postgresStore(newPool(primary.url));
      },
      // Connections to the standby stay, and are left when it says what it is.
      move: () => proxy.moveTo(primary.port),
    };
  });
});

test("a primary that was made a standby makes nothing active, and the application finds the new one", async () => {
  await resumeReplay(standby);
  const demotion: Demotion = {
    store: storeOnTheWay(),
    async demote() {
      await caughtUp(primary, standby);
      await primary.demote();
      await askPostgres(standby, "SELECT pg_promote()");
      return postgresStore(newPool(standby.url));
    },
    move: () => proxy.moveTo(standby.port),
  };
  await makesNothingActive(demotion, "database");
});
