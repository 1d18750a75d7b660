import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";
import type { PostgresPool } from "./client.ts";

/** How long a statement waits for its answer before the connection is closed; milliseconds. */
export const ANSWER_TIMEOUT = 10_000;
/** The same for `revokeEverything`, which may delete millions of sessions; milliseconds. */
export const LONG_ANSWER_TIMEOUT = 600_000;

/** Options of {@link postgresStore}. */
export interface PostgresStoreOptions {
  /**
   * Whether each connection prepares a statement once and then calls it by name. Set it to `false`
   * behind a pooler that assigns connections per transaction and does not support prepared statements
   * (PgBouncer with `pool_mode = transaction` and without `max_prepared_statements`). Default `true`.
   */
  readonly prepare?: boolean;
}

/** Checks the options and fills in the defaults. */
export function parseOptions(options: PostgresStoreOptions): Required<PostgresStoreOptions> {
  checkOptions(options, ["prepare"], "postgresStore()");
  const { prepare = true } = options;
  if (typeof prepare !== "boolean") {
    throw invalidConfig("prepare must be true or false. Leave it out for true.");
  }
  return { prepare };
}

/**
 * Checks and returns the pool. Sets its connection timeout, if that is not set, so that a hanging server
 * does not block the pool. Adds a listener for errors of idle connections, if there is none: without a
 * listener, a restart of the server would end the process.
 */
export function parsePool(pool: PostgresPool): PostgresPool {
  if (typeof pool?.query !== "function" || typeof pool.options !== "object") {
    throw invalidConfig(
      "postgresStore() and migratePostgres() take a Pool of pg: postgresStore(new Pool({ connectionString })). postgresStore() also takes a URL.",
    );
  }
  pool.options.connectionTimeoutMillis ??= ANSWER_TIMEOUT;
  if (pool.listenerCount("error") === 0) pool.on("error", () => {});
  return pool;
}
