import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";
import type { PostgresPool } from "./client.ts";

/** How long a connection may stay silent before it is dropped; milliseconds. */
export const PATIENCE = 10_000;
/** The same while millions of sessions are ended; milliseconds. */
export const LONG_PATIENCE = 600_000;

export interface PostgresStoreOptions {
  /**
   * Whether each connection prepares a statement once and then calls it by name. Set it to `false`
   * behind a pooler that hands out connections by the transaction and knows no prepared statements
   * (PgBouncer with `pool_mode = transaction` and without `max_prepared_statements`). Default `true`.
   */
  readonly prepare?: boolean;
}

export function parseOptions(options: PostgresStoreOptions): Required<PostgresStoreOptions> {
  checkOptions(options, ["prepare"], "postgresStore()");
  const { prepare = true } = options;
  if (typeof prepare !== "boolean") {
    throw invalidConfig("prepare must be true or false; leave it out for true.");
  }
  return { prepare };
}

/** The pool, with what it leaves open set so that a server which hangs or restarts does no lasting harm. */
export function parsePool(pool: PostgresPool): PostgresPool {
  if (typeof pool?.query !== "function" || typeof pool.options !== "object") {
    throw invalidConfig(
      "postgresStore() and migratePostgres() take a Pool of pg: postgresStore(new Pool({ connectionString })). postgresStore() takes a URL as well.",
    );
  }
  pool.options.connectionTimeoutMillis ??= PATIENCE;
  if (pool.listenerCount("error") === 0) pool.on("error", () => {});
  return pool;
}
