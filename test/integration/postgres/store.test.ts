import fc from "fast-check";
import { database, type FeedStore, hybrid } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { feedConformance, storeConformance, strategyConformance } from "signet-auth/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type Pgbouncer, startPgbouncer } from "../../harness/pgbouncer.ts";
import { agreesWithMemory, steps } from "../../stores/model.ts";
import { usePostgres } from "./server.ts";

const { postgres, newSchema, newDatabase, poolOn } = usePostgres();

/** Fewer connections than the pools in front have, so that the pools share them. */
const POOLED_CONNECTIONS = 3;
let pgbouncer: Pgbouncer;
beforeAll(async () => {
  pgbouncer = await startPgbouncer(postgres(), POOLED_CONNECTIONS);
});
afterAll(() => pgbouncer?.stop());

async function throughPgbouncer(): Promise<FeedStore> {
  const { pathname } = new URL(await newDatabase());
  const url = Object.assign(new URL(pgbouncer.url), { pathname }).href;
  return postgresStore(poolOn(url), { prepare: false });
}

const at = (level: string) => newSchema({ default_transaction_isolation: level });

const variants: Record<string, () => Promise<FeedStore>> = {
  "with a pool of ten": async () => postgresStore(poolOn(await newSchema(), { max: 10 })),
  "with a pool of one": async () => postgresStore(poolOn(await newSchema(), { max: 1 })),
  "without prepared statements": async () =>
    postgresStore(poolOn(await newSchema()), { prepare: false }),
  "through PgBouncer in transaction mode": throughPgbouncer,
  "with serializable transactions": async () => postgresStore(poolOn(await at("serializable"))),
  "with repeatable reads": async () => postgresStore(poolOn(await at("repeatable read"))),
};

describe.each(Object.entries(variants))("postgresStore %s", (_variant, makeStore) => {
  storeConformance(makeStore, test);
  feedConformance(makeStore, test);
});

describe.each(Object.entries({ database, hybrid }))("%s() on postgresStore", (_, make) => {
  strategyConformance(async () => make({ store: postgresStore(poolOn(await newSchema())) }), test);
});

test("memory and PostgreSQL agree on every outcome of any sequence of operations", async () => {
  const pool = poolOn(await newSchema());
  const store = postgresStore(pool);
  await store.find("");
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      await pool.query("TRUNCATE signet_sessions");
      await agreesWithMemory(store, sequence);
    }),
    { numRuns: 150 },
  );
});
