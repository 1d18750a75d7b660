import { addressOf } from "../../database/postgres/address.ts";
import type { PostgresPool } from "../../database/postgres/client.ts";
import { migratedOnce } from "../../database/postgres/migrate.ts";
import { parsePool, parsePrepare } from "../../database/postgres/pool.ts";
import { poolParts } from "../../database/postgres/pools.ts";
import { type Query, queryOn } from "../../database/postgres/query.ts";
import { openAtUrl } from "../../database/shared/client-at-url.ts";
import { countClient } from "../../database/shared/client-count.ts";
import { lazy } from "../../database/shared/lazy.ts";
import type { Accounts, User, Users } from "../contract.ts";
import { type UsersWithAttributes, usersWithAttributes } from "../shared/attributes.ts";
import {
  type AttributesOption,
  checkAccountsOptions,
  type UsersOption,
} from "../shared/options.ts";
import { ownUsers } from "../shared/own-users.ts";
import { plainUsers, type StoredUsers } from "../shared/stored-users.ts";
import { type Factors, factorsThrough, type Run, storedUsersThrough } from "../shared/through.ts";
import { authenticatorsOn } from "./authenticators.ts";
import { oneTimeOn } from "./one-time.ts";
import { migrateAuthenticators, migrateUsers } from "./schema.ts";
import { storedUsersOn } from "./users.ts";

const MAKERS = ["postgresAccounts", "migratePostgresAccounts"];
const ADVICE =
  "Give postgresAccounts() the URL, postgresAccounts(process.env.DATABASE_URL), which it opens once in a process. Or keep the pool: globalThis.pool ??= new Pool(…).";

/** Options of {@link postgresAccounts}. */
export interface PostgresAccountsOptions {
  /**
   * Whether each connection prepares a statement once and then calls it by name. Set it to `false`
   * behind a pooler that assigns connections per transaction and does not support prepared statements
   * (PgBouncer with `pool_mode = transaction` and without `max_prepared_statements`). Default `true`.
   */
  readonly prepare?: boolean;
}

/** {@link Accounts} in PostgreSQL. */
export interface PostgresAccounts<U extends User = User, S extends Users<U> = Users<U>>
  extends Accounts<U> {
  readonly users: S;
  /**
   * Releases the connections. They close unless a session store of this process uses them. The next
   * operation opens them again. A pool that you passed to `postgresAccounts` stays open.
   */
  close(): Promise<void>;
}

/**
 * Creates an account store in PostgreSQL, for any number of servers. The first operation creates the
 * tables. If the application's role may not create tables, run {@link migratePostgresAccounts} first.
 * Sessions and accounts may be in one database: `postgresStore` and `postgresAccounts` with the same URL
 * share one pool.
 *
 * - Durability: an acknowledged change is as safe as the server's `synchronous_commit` setting.
 * - Timeouts: a statement without an answer closes its connection after 10 seconds, and the operation
 *   rejects.
 * - Text: PostgreSQL stores only well-formed text without U+0000. A look-up of another text finds nothing,
 *   and a write of one rejects.
 *
 * @param source The URL of the database. The store connects on first use with the package `pg`. Or a `Pool`
 *   of `pg`, which the store never ends.
 * @param options `attributes` for further members of a user, or `users` for your own table of users.
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { postgresAccounts } from "signet-auth/postgres";
 *
 * const accounts = postgresAccounts(process.env.DATABASE_URL);
 * ```
 */
export function postgresAccounts(
  source: PostgresPool | string | undefined,
  options?: PostgresAccountsOptions & { readonly attributes?: never; readonly users?: never },
): PostgresAccounts;
export function postgresAccounts<A extends object>(
  source: PostgresPool | string | undefined,
  options: PostgresAccountsOptions & AttributesOption<A>,
): PostgresAccounts<User & A, UsersWithAttributes<A>>;
export function postgresAccounts<U extends User>(
  source: PostgresPool | string | undefined,
  options: PostgresAccountsOptions & UsersOption<U>,
): PostgresAccounts<U>;
export function postgresAccounts(
  source: PostgresPool | string | undefined,
  options: PostgresAccountsOptions & (Partial<AttributesOption<object>> | UsersOption<User>) = {},
): PostgresAccounts {
  const prepare = parsePrepare(options, ["attributes", "users", "prepare"], "postgresAccounts()");
  checkAccountsOptions(options);
  const migrate = options.users === undefined ? migrateUsers : migrateAuthenticators;
  const opened = openedOn(source, (pool) => tablesOn(pool, prepare, migrate));
  const run: Run<Tables> = async (work) => work(await opened.get());
  const factors = factorsThrough(run, run);
  const stored = storedUsersThrough(run, run);
  return { users: usersOf(), ...factors, close: opened.close };

  function usersOf(): Users {
    if (options.users !== undefined) return ownUsers(options.users, factors.authenticators);
    if (options.attributes === undefined) return plainUsers(stored);
    return usersWithAttributes(stored, options.attributes);
  }
}

type Tables = Factors & { readonly users: StoredUsers };

function openedOn<T>(
  source: PostgresPool | string | undefined,
  make: (pool: PostgresPool) => T,
): { get(): Promise<T>; close(): Promise<void> } {
  if (source === undefined || typeof source === "string") {
    return lazy(() => openAtUrl(source, poolParts("postgresAccounts"), make));
  }
  const pool = parsePool(source, ...MAKERS);
  countClient(pool, addressOf(pool), ADVICE);
  const made = make(pool);
  return { get: async () => made, close: async () => {} };
}

function tablesOn(
  pool: PostgresPool,
  prepare: boolean,
  migrate: (pool: PostgresPool) => Promise<void>,
): Tables {
  const checked = parsePool(pool, ...MAKERS);
  const migrated = migratedOnce(() => migrate(checked));
  const plain = queryOn(checked, prepare);
  const query: Query = async (statement, values) => {
    await migrated();
    return plain(statement, values);
  };
  return {
    users: storedUsersOn(query),
    authenticators: authenticatorsOn(query),
    oneTime: oneTimeOn(query),
  };
}

/**
 * Creates the tables of {@link postgresAccounts}, or updates them to the state of this release. Does nothing
 * if they have this state. Use it where the application's role may not create tables. That role needs
 * these rights:
 *
 * - `SELECT` on `signet_users_schema` and `signet_authenticators_schema`
 * - `SELECT`, `INSERT`, `UPDATE` and `DELETE` on `signet_users`, `signet_authenticators` and
 *   `signet_one_time`
 *
 * With your own users, the store does not use `signet_users`.
 *
 * @param pool A `Pool` of `pg`. Its role may create tables in the first schema of its `search_path`.
 * @example
 * ```ts
 * import { Pool } from "pg";
 * import { migratePostgresAccounts } from "signet-auth/postgres";
 *
 * const pool = new Pool({ connectionString: process.env.MIGRATION_URL });
 * await migratePostgresAccounts(pool);
 * await pool.end();
 * ```
 */
export async function migratePostgresAccounts(pool: PostgresPool): Promise<void> {
  await migrateUsers(parsePool(pool, ...MAKERS));
}
