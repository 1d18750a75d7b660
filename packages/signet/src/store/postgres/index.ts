import type { Store } from "../contract.ts";
import type { PostgresPool } from "./client.ts";
import { migratePostgres } from "./migrate.ts";
import { operationsOn } from "./operations.ts";

export type {
  PostgresConnection,
  PostgresPool,
  PostgresQuery,
  PostgresResult,
} from "./client.ts";
export { migratePostgres };

export interface PostgresStoreOptions {
  /**
   * Whether the server keeps statements prepared. Default `true`; `false` behind a pooler that gives
   * each transaction another connection and does not know prepared statements.
   */
  readonly prepare?: boolean;
}

/**
 * Keeps sessions in PostgreSQL. The tables are made, or brought up to date, on first use. Every
 * operation is one statement on one connection, so a pool of one will do.
 *
 * An idle connection that breaks makes the pool emit `error`, which ends a process that does not
 * listen; the store listens, and the next operation takes another connection.
 *
 * @param pool of `pg`. Give it a `connectionTimeoutMillis`; a connection that says nothing for ten
 *   seconds is closed.
 */
export function postgresStore(
  pool: PostgresPool,
  { prepare = true }: PostgresStoreOptions = {},
): Store {
  const operations = operationsOn(pool, prepare);
  pool.on("error", () => {});
  let migrated: Promise<void> | null = null;

  /** Tried again by the next operation when it fails. */
  function ready(): Promise<void> {
    migrated ??= migratePostgres(pool).catch((error: unknown) => {
      migrated = null;
      throw error;
    });
    return migrated;
  }

  return {
    create: (record, maxPerUser) => ready().then(() => operations.create(record, maxPerUser)),
    find: (id) => ready().then(() => operations.find(id)),
    renew: (id, renewal) => ready().then(() => operations.renew(id, renewal)),
    update: (id, change) => ready().then(() => operations.update(id, change)),
    revoke: (id) => ready().then(() => operations.revoke(id)),
    listByUser: (userId, now) => ready().then(() => operations.listByUser(userId, now)),
    revokeByUser: (userId, except) => ready().then(() => operations.revokeByUser(userId, except)),
    purgeExpired: (now, limit) => ready().then(() => operations.purgeExpired(now, limit)),
  };
}
