import { retryWhileBusy } from "../../database/sqlite/busy.ts";
import type { SqliteDatabase } from "../../database/sqlite/client.ts";
import { onUse } from "../../database/sqlite/on-use.ts";
import { checkOptions } from "../../options.ts";
import type { Accounts, User, Users } from "../contract.ts";
import { type UsersWithAttributes, usersWithAttributes } from "../shared/attributes.ts";
import {
  type AttributesOption,
  checkAccountsOptions,
  type UsersOption,
} from "../shared/options.ts";
import { ownUsers } from "../shared/own-users.ts";
import { plainUsers } from "../shared/stored-users.ts";
import { type Factors, factorsThrough, type Run, storedUsersThrough } from "../shared/through.ts";
import { authenticatorsOn } from "./authenticators.ts";
import { oneTimeOn } from "./one-time.ts";
import { migrateAuthenticators, migrateUsers } from "./schema.ts";
import { storedUsersOn } from "./users.ts";

/** {@link Accounts} in a SQLite file. */
export interface SqliteAccounts<U extends User = User, S extends Users<U> = Users<U>>
  extends Accounts<U> {
  readonly users: S;
  /**
   * Releases the file. The file closes unless a session store of this process uses it. The next operation
   * opens it again. A handle that you passed to `sqliteAccounts` stays open.
   */
  close(): void;
}

/**
 * Creates an account store in a SQLite file, for one server or for several processes on one machine. The
 * first operation creates the file, its folder and its tables, so a build that only imports the module
 * opens nothing. Sessions and accounts may be in one file: `sqliteStore` and `sqliteAccounts` with the same
 * path share one open file.
 *
 * A write waits up to 2 seconds for the writes of other connections, and rejects after that.
 *
 * @param source The path of the file, which `node:sqlite` opens (`":memory:"` keeps accounts in this
 *   process); or an open handle of `node:sqlite`, better-sqlite3 or a client with the same methods. A handle
 *   keeps its own settings: set `journal_mode = WAL`, `synchronous = FULL` and a `busy_timeout`.
 * @param options `attributes` for further members of a user, or `users` for your own table of users.
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { sqliteAccounts } from "signet-auth/sqlite";
 * import { z } from "zod";
 *
 * const attributes = z.object({ role: z.enum(["member", "admin"]).default("member") });
 * const accounts = sqliteAccounts("data/app.db", { attributes });
 * await accounts.users.setAttributes("the-id-of-a-user", { role: "admin" });
 * ```
 */
export function sqliteAccounts(source: string | SqliteDatabase): SqliteAccounts;
export function sqliteAccounts<A extends object>(
  source: string | SqliteDatabase,
  options: AttributesOption<A>,
): SqliteAccounts<User & A, UsersWithAttributes<A>>;
export function sqliteAccounts<U extends User>(
  source: string | SqliteDatabase,
  options: UsersOption<U>,
): SqliteAccounts<U>;
export function sqliteAccounts(
  source: string | SqliteDatabase,
  options: Partial<AttributesOption<object>> | UsersOption<User> = {},
): SqliteAccounts {
  checkOptions(options, ["attributes", "users"], "sqliteAccounts()");
  checkAccountsOptions(options);
  const maker = "sqliteAccounts";
  if (options.users !== undefined) {
    const migrate = migrateAuthenticators;
    const { operations, close } = onUse(source, { maker, migrate, operationsOn: factorsOn });
    const factors = factorsThrough(reading(operations), writing(operations));
    return { users: ownUsers(options.users, factors.authenticators), ...factors, close };
  }
  const { operations, close } = onUse(source, {
    maker,
    migrate: migrateUsers,
    operationsOn: (database) => ({ ...factorsOn(database), users: storedUsersOn(database) }),
  });
  const [read, write] = [reading(operations), writing(operations)];
  const stored = storedUsersThrough(read, write);
  const users =
    options.attributes === undefined
      ? plainUsers(stored)
      : usersWithAttributes(stored, options.attributes);
  return { users, ...factorsThrough(read, write), close };
}

function factorsOn(database: SqliteDatabase): Factors {
  return { authenticators: authenticatorsOn(database), oneTime: oneTimeOn(database) };
}

function reading<Operations>(operations: () => Operations): Run<Operations> {
  return async (work) => work(operations());
}

/** Waits while another connection writes. */
function writing<Operations>(operations: () => Operations): Run<Operations> {
  return (work) => retryWhileBusy(async () => work(operations()));
}
