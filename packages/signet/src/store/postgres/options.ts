import { parsePrepare } from "../../database/postgres/pool.ts";

/** How long `revokeEverything` waits for its answer, because it may delete millions of sessions; milliseconds. */
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
  return { prepare: parsePrepare(options, ["prepare"], "postgresStore()") };
}
