/// <reference path="../rate-limiter-flexible.d.ts" />
import RateLimiterPostgres from "rate-limiter-flexible/lib/RateLimiterPostgres.js";
import { addressOf } from "../../../database/postgres/address.ts";
import type { PostgresPool, PostgresValue } from "../../../database/postgres/client.ts";
import {
  migratedOnce,
  migrateTables,
  type PostgresTables,
} from "../../../database/postgres/migrate.ts";
import { parsePool, parsePrepare } from "../../../database/postgres/pool.ts";
import { poolParts } from "../../../database/postgres/pools.ts";
import { queryOn, type Statement } from "../../../database/postgres/query.ts";
import { openAtUrl } from "../../../database/shared/client-at-url.ts";
import { countClient } from "../../../database/shared/client-count.ts";
import { integer } from "../../../database/shared/columns.ts";
import { lazy } from "../../../database/shared/lazy.ts";
import type { Limiter } from "../contract.ts";
import { type Counter, limiterOn } from "../counters.ts";
import { type OpeningLimiter, withFallback } from "../fallback.ts";

const MAKERS = ["postgresLimiter", "migratePostgresLimiter"];
const ADVICE =
  "Give postgresLimiter() the URL, postgresLimiter(process.env.DATABASE_URL), which it opens once in a process. Or keep the pool: globalThis.pool ??= new Pool(…).";

/** How long a count waits for its answer before the memory of the process counts; milliseconds. */
const ANSWER_TIMEOUT = 2_000;

// The columns in the order in which `rate-limiter-flexible` writes them.
const TABLES: PostgresTables = {
  name: "table of limits",
  migrator: "migratePostgresLimiter",
  versionTable: "signet_limits_schema",
  migrations: [
    `CREATE TABLE signet_limits (
  key    text COLLATE "C" PRIMARY KEY,
  points integer NOT NULL,
  expire bigint
);
CREATE INDEX signet_limits_by_expiry ON signet_limits (expire);`,
  ],
  additions: [],
};

/** Options of {@link postgresLimiter}. */
export interface PostgresLimiterOptions {
  /** Whether each connection prepares a statement once, as in `postgresStore`. Default `true`. */
  readonly prepare?: boolean;
}

/**
 * Creates a limiter that counts in PostgreSQL, for any number of servers. The first attempt creates its
 * table. While PostgreSQL does not answer, each process counts in its memory, and writes one warning.
 *
 * @param source The URL of the database. The limiter connects on first use with the package `pg`, and shares
 *   the pool with the stores of the same URL. Or a `Pool` of `pg`.
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { postgresLimiter } from "signet-auth/postgres";
 *
 * const limiter = postgresLimiter(process.env.DATABASE_URL);
 * ```
 */
export function postgresLimiter(
  source: PostgresPool | string | undefined,
  options: PostgresLimiterOptions = {},
): OpeningLimiter {
  const prepare = parsePrepare(options, ["prepare"], "postgresLimiter()");
  const { get, close } = openedOn(source, (pool) => limiterAt(pool, prepare));
  const limiter: Limiter = {
    consume: async (rule, key) => (await get()).consume(rule, key),
    reset: async (rule, key) => (await get()).reset(rule, key),
  };
  return { ...withFallback(limiter, "postgresLimiter"), close };
}

function openedOn<T>(
  source: PostgresPool | string | undefined,
  make: (pool: PostgresPool) => T,
): { get(): Promise<T>; close(): Promise<void> } {
  if (source === undefined || typeof source === "string") {
    return lazy(() => openAtUrl(source, poolParts("postgresLimiter"), make));
  }
  const pool = parsePool(source, ...MAKERS);
  countClient(pool, addressOf(pool), ADVICE);
  const made = make(pool);
  return { get: async () => made, close: async () => {} };
}

function limiterAt(pool: PostgresPool, prepare: boolean): Limiter {
  const checked = parsePool(pool, ...MAKERS);
  const migrated = migratedOnce(() => migrateTables(checked, TABLES));
  const run = queryOn(checked, prepare, ANSWER_TIMEOUT);
  // The one method of a pool that the package uses, on our statements, which have time limits.
  const storeClient = {
    async query({ values, ...statement }: Statement & { readonly values: PostgresValue[] }) {
      const { rows, rowCount } = await run(statement, values);
      return { rows: rows.map(toCount), rowCount };
    },
  };
  let hasCleaner = false;

  return limiterOn(({ name, attempts, within }): Counter => {
    const counter = new RateLimiterPostgres({
      storeClient,
      storeType: "pool",
      tableName: "signet_limits",
      tableCreated: true,
      // One of the counters deletes the expired rows of all: every 5 minutes, those of an hour ago.
      clearExpiredByTimeout: !hasCleaner,
      keyPrefix: name,
      points: attempts,
      duration: within,
    });
    hasCleaner = true;
    return {
      async consume(key) {
        await migrated();
        return counter.consume(key);
      },
      async delete(key) {
        await migrated();
        return counter.delete(key);
      },
    };
  });
}

function toCount(row: unknown): object {
  const { points, expire } = Object(row);
  return { points: integer(points), expire: integer(expire) };
}

/**
 * Creates the table of {@link postgresLimiter}. Does nothing if it exists. Use it where the application's role
 * may not create tables. That role needs `SELECT` on `signet_limits_schema`, and `SELECT`, `INSERT`, `UPDATE`
 * and `DELETE` on `signet_limits`.
 *
 * @param pool A `Pool` of `pg`. Its role may create tables in the first schema of its `search_path`.
 * @example
 * ```ts
 * import { Pool } from "pg";
 * import { migratePostgresLimiter } from "signet-auth/postgres";
 *
 * const pool = new Pool({ connectionString: process.env.MIGRATION_URL });
 * await migratePostgresLimiter(pool);
 * await pool.end();
 * ```
 */
export async function migratePostgresLimiter(pool: PostgresPool): Promise<void> {
  await migrateTables(parsePool(pool, ...MAKERS), TABLES);
}
