import fc from "fast-check";
import { Pool, type PoolConfig } from "pg";
import { database, type Store } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { storeConformance, strategyConformance } from "signet-auth/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type Postgres, startPostgres } from "../../harness/postgres.ts";
import { agreesWithMemory, steps } from "../../stores/model.ts";

let postgres: Postgres;
const pools: Pool[] = [];
let schemas = 0;

beforeAll(async () => {
  postgres = await startPostgres(["-c", "max_connections=300"]);
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await postgres?.stop();
});

/** A pool on a schema of its own. */
async function newPool(config: PoolConfig = {}, settings = ""): Promise<Pool> {
  const schema = `s${schemas++}`;
  const maker = new Pool({ connectionString: postgres.url, max: 1 });
  await maker.query(`CREATE SCHEMA ${schema}`);
  await maker.end();
  const options = `-c search_path=${schema} ${settings}`;
  const pool = new Pool({ connectionString: postgres.url, max: 4, options, ...config });
  pools.push(pool);
  return pool;
}

const ways: Record<string, () => Promise<Store>> = {
  "with a pool of four": async () => postgresStore(await newPool()),
  "with a pool of one": async () => postgresStore(await newPool({ max: 1 })),
  "without prepared statements": async () => postgresStore(await newPool(), { prepare: false }),
  "where transactions are serializable": async () =>
    postgresStore(await newPool({}, "-c default_transaction_isolation=serializable")),
  "where reads are repeatable": async () =>
    postgresStore(await newPool({}, "-c default_transaction_isolation=repeatable\\ read")),
};

describe.each(Object.entries(ways))("postgresStore %s", (_way, makeStore) => {
  storeConformance(makeStore, test);
});

describe("database() on postgresStore", () => {
  strategyConformance(async () => database({ store: postgresStore(await newPool()) }), test);
});

test("memory and PostgreSQL agree on every outcome of any sequence of operations", async () => {
  const pool = await newPool();
  const store = postgresStore(pool);
  await store.find("");
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      await pool.query("TRUNCATE signet_sessions");
      await agreesWithMemory(store, sequence);
    }),
    { numRuns: 50 },
  );
});
