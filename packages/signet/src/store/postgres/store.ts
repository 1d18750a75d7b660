import { addressOf } from "../../database/postgres/address.ts";
import type { PostgresPool } from "../../database/postgres/client.ts";
import { migratedOnce, migrateTables } from "../../database/postgres/migrate.ts";
import { parsePool } from "../../database/postgres/pool.ts";
import { type Query, queryOn } from "../../database/postgres/query.ts";
import { countClient } from "../../database/shared/client-count.ts";
import type { FeedStore } from "../feed.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import { withSource } from "../shared/source.ts";
import { feedOn } from "./feed/feed.ts";
import { hintsOn } from "./feed/hints.ts";
import { operationsOn } from "./operations.ts";
import { LONG_ANSWER_TIMEOUT, type PostgresStoreOptions, parseOptions } from "./options.ts";
import { TABLES } from "./schema.ts";
import { storeAtUrl } from "./url.ts";

const MAKERS = ["postgresStore", "migratePostgres"];
const ADVICE =
  "Give postgresStore() the URL, postgresStore(process.env.DATABASE_URL), which it opens once in a process. Or keep the pool: globalThis.pool ??= new Pool(…).";

/**
 * Creates a store in PostgreSQL, for any number of servers. The first operation creates the tables. If
 * several processes start at once, only one of them does so. If the application's role may not create
 * tables, run {@link migratePostgres} first.
 *
 * - Durability: an acknowledged change is as safe as the server's `synchronous_commit` setting.
 * - Timeouts: a statement without an answer closes its connection after 10 seconds, and `revokeEverything`
 *   after 10 minutes.
 * - Pool settings: if the pool has no `connectionTimeoutMillis`, the store sets 10 seconds, so that a hanging
 *   server does not block the pool for ever. If the pool has no listener for `error`, the store adds one.
 *   Without a listener, a restart of the server would end the process.
 * - Hints: for `hybrid()`, the store listens (`LISTEN`) on a separate connection. Without this connection
 *   `hybrid()` reads the feed at least once a second.
 * - Text: PostgreSQL stores only well-formed text without U+0000. `find` returns `null` for another id, and
 *   every other operation with such text rejects.
 *
 * @param source The URL of the database. The store connects on first use with the package `pg`, and all
 *   stores of a process with the same URL share one pool. Or a `Pool` of `pg`: one connection is enough,
 *   and the store never ends your pool.
 * @example
 * ```ts
 * import { database } from "signet-auth";
 * import { postgresStore } from "signet-auth/postgres";
 *
 * const strategy = database({ store: postgresStore(process.env.DATABASE_URL) });
 * ```
 */
export function postgresStore(
  source: string | undefined,
  options?: PostgresStoreOptions,
): OpeningStore;
export function postgresStore(source: PostgresPool, options?: PostgresStoreOptions): FeedStore;
export function postgresStore(
  source: PostgresPool | string | undefined,
  options: PostgresStoreOptions = {},
): FeedStore {
  const { prepare } = parseOptions(options);
  if (source === undefined || typeof source === "string") {
    return storeAtUrl(source, String(prepare), (pool) => storeOn(pool, prepare));
  }
  const pool = parsePool(source, ...MAKERS);
  countClient(pool, addressOf(pool), ADVICE);
  return withSource(storeOn(pool, prepare), pool);
}

function storeOn(pool: PostgresPool, prepare: boolean): FeedStore {
  const checked = parsePool(pool, ...MAKERS);
  const hints = hintsOn(checked);
  const migrated = migratedOnce(() => migrateTables(checked, TABLES));

  function onceMigrated(query: Query): Query {
    return async (statement, values) => {
      await migrated();
      return query(statement, values);
    };
  }

  const query = onceMigrated(queryOn(checked, prepare));
  const feed = feedOn(query);
  const queryLong = onceMigrated(queryOn(checked, prepare, LONG_ANSWER_TIMEOUT));
  return {
    ...operationsOn(query, queryLong, hints.send),
    revocationsSince(...args) {
      hints.endWithPool();
      const page = feed.revocationsSince(...args);
      page.then(
        ({ isGap }) => {
          // Another server may have answered, so the listening connection may lead to the former one.
          if (isGap) hints.answered(false);
          hints.answered(true);
        },
        () => hints.answered(false),
      );
      return page;
    },
    subscribe: hints.subscribe,
  };
}

/**
 * Creates the tables of {@link postgresStore}, or updates them to the state of this release. Does nothing
 * if they have this state. Use it where the application's role may not create tables. That role needs
 * these rights:
 *
 * - `SELECT` on `signet_schema`
 * - `SELECT`, `INSERT`, `UPDATE` and `DELETE` on `signet_sessions`, `signet_events`, `signet_marks` and
 *   `signet_user_bars`
 * - `SELECT` and `UPDATE` on `signet_feed` and `signet_bar`
 * - optionally `TRUNCATE` on `signet_sessions`: then `revokeEverything` is fast for any number of sessions
 *
 * Rejects if the tables are of a later version, which this release does not support.
 *
 * @param pool A `Pool` of `pg`. Its role may create tables in the first schema of its `search_path`.
 * @example
 * ```ts
 * import { Pool } from "pg";
 * import { migratePostgres } from "signet-auth/postgres";
 *
 * const pool = new Pool({ connectionString: process.env.MIGRATION_URL });
 * await migratePostgres(pool);
 * await pool.end();
 * ```
 */
export async function migratePostgres(pool: PostgresPool): Promise<void> {
  await migrateTables(parsePool(pool, ...MAKERS), TABLES);
}
