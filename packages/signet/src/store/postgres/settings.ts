import { SignetError } from "../../errors.ts";
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
  for (const [name, value] of Object.entries(options)) {
    if (name !== "prepare") {
      throw invalid(`postgresStore() has no option ${name}. Its option is prepare.`);
    }
    if (typeof value !== "boolean") {
      throw invalid("prepare must be true or false; leave it out for true.");
    }
  }
  return { prepare: options.prepare ?? true };
}

/** The pool, with what it leaves open set so that a server which hangs or restarts does no lasting harm. */
export function parsePool(pool: PostgresPool): PostgresPool {
  if (typeof pool?.query !== "function" || typeof pool.options !== "object") {
    throw invalid(
      "postgresStore() and migratePostgres() take a Pool of pg: postgresStore(new Pool({ connectionString })). postgresStore() takes a URL as well.",
    );
  }
  pool.options.connectionTimeoutMillis ??= PATIENCE;
  if (pool.listenerCount("error") === 0) pool.on("error", () => {});
  return pool;
}

function invalid(message: string): SignetError {
  return new SignetError("invalid-config", message);
}
