import type { FeedStore } from "../feed.ts";
import { noticeClient } from "../shared/client-count.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import { withSource } from "../shared/source.ts";
import { whereOf } from "./address.ts";
import type { PostgresPool } from "./client.ts";
import { pageOn } from "./feed/feed.ts";
import { hintsOn } from "./feed/hints.ts";
import { migrate } from "./migrate.ts";
import { operationsOn } from "./operations.ts";
import { LONG_PATIENCE, type PostgresStoreOptions, parseOptions, parsePool } from "./options.ts";
import { type Ask, askOn } from "./query.ts";
import { storeAtUrl } from "./url.ts";

export type { OpeningStore } from "../shared/lazy-store.ts";
export type {
  PostgresListener,
  PostgresPool,
  PostgresQuery,
  PostgresResult,
  PostgresValue,
} from "./client.ts";
export type { PostgresStoreOptions } from "./options.ts";

const ADVICE =
  "Give postgresStore() the URL, postgresStore(process.env.DATABASE_URL), which it opens once in a process, or keep the pool: globalThis.pool ??= new Pool(…).";

/**
 * Keeps sessions in PostgreSQL, for any number of servers. The tables are made on first use, by one
 * of the processes that start at once; {@link migratePostgres} does it for a role that may not.
 *
 * An acknowledged change is as safe as the server's `synchronous_commit` says. A connection that says
 * nothing for 10 s is dropped. What the pool leaves open is set: `connectionTimeoutMillis` to 10 s,
 * so that a server which takes connections and says nothing does not block it for ever, and a listener
 * for the errors of idle connections, which would otherwise end the process when the server restarts.
 *
 * For `hybrid()` it hears of news on a connection of its own (`LISTEN`), beside the pool's; where that
 * is not to be had, it looks once a second.
 *
 * PostgreSQL keeps well-formed text without U+0000. `find` answers `null` for any other id, and every
 * other operation on such text rejects.
 *
 * @param source the database's URL, to which `pg` is connected on first use, once in a process however
 *   many stores name it; or a `Pool` of `pg`, of which one connection is enough and which is never ended.
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
  const pool = parsePool(source);
  noticeClient(pool, whereOf(pool), ADVICE);
  return withSource(storeOn(pool, prepare), pool);
}

function storeOn(pool: PostgresPool, prepare: boolean): FeedStore {
  const checked = parsePool(pool);
  const hints = hintsOn(checked);
  let migrated: Promise<void> | null = null;

  /** Tried again by the next operation when it fails. */
  function migratedOnce(): Promise<void> {
    migrated ??= migrate(checked).catch((error: unknown) => {
      migrated = null;
      throw error;
    });
    return migrated;
  }

  function onceMigrated(ask: Ask): Ask {
    return async (statement, values) => {
      await migratedOnce();
      return ask(statement, values);
    };
  }

  const ask = onceMigrated(askOn(checked, prepare));
  const nextPage = pageOn(ask);
  const askLong = onceMigrated(askOn(checked, prepare, LONG_PATIENCE));
  return {
    ...operationsOn(ask, askLong, hints.send),
    revocationsSince(...asked) {
      hints.endWithPool();
      const page = nextPage(...asked);
      page.then(
        ({ isGap }) => {
          // It may be another server that answers by now.
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
 * Makes the tables of {@link postgresStore}, or brings them to the version this release knows; does
 * nothing when they have it. For deployments where the application's role may not create tables: that
 * role needs `SELECT` on `signet_schema`; `SELECT`, `INSERT`, `UPDATE` and `DELETE` on
 * `signet_sessions`, `signet_events`, `signet_marks` and `signet_user_bars`; and `SELECT` and `UPDATE`
 * on `signet_feed` and `signet_bar`. With `TRUNCATE` on `signet_sessions`, `revokeEverything` takes a
 * moment however many there are. Rejects when the tables are of a later release.
 *
 * @param pool a `Pool` of `pg` whose role may create tables in the schema that comes first in its `search_path`.
 */
export async function migratePostgres(pool: PostgresPool): Promise<void> {
  await migrate(parsePool(pool));
}
