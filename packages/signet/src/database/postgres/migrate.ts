import { integer } from "../shared/columns.ts";
import type { PostgresPool } from "./client.ts";
import { LOCKS } from "./locks.ts";
import { ANSWER_TIMEOUT } from "./pool.ts";
import { codeOf } from "./query.ts";

/** The tables of a part of the library. */
export interface PostgresTables {
  /** The name for messages, such as `"session tables"`. */
  readonly name: string;
  /** The published function that creates the tables, for messages. */
  readonly migrator: string;
  /** The table that has the version. */
  readonly versionTable: string;
  /** The migrations. Each one makes the next version of the tables. A later release only adds to the end. */
  readonly migrations: readonly string[];
  /**
   * The additions to the last version, in order. A release refuses tables of a later version. So an
   * addition does not change the version, and servers of an earlier and of this release work on one
   * database, also after a restart or a return to the earlier release.
   */
  readonly additions: readonly Addition[];
}

/** A change that earlier releases do not notice. */
export interface Addition {
  /** An SQL condition that is true if the tables have the addition. */
  readonly isThere: string;
  readonly sql: string;
}

/**
 * Returns the SQL that migrates. It is one message, so that it runs as a whole on any connection, also
 * behind a transaction pooler. A process that waited for the lock finds the migrations done.
 */
function migrationOf({ versionTable, migrations, additions }: PostgresTables): string {
  const when = (condition: string, sql: string) => `DO $step$ BEGIN
IF ${condition} THEN
  ${sql}
END IF;
END $step$;`;
  const version = `(SELECT version FROM ${versionTable})`;
  const steps = migrations.map((sql, at) =>
    when(`${version} = ${at}`, `${sql}\n  UPDATE ${versionTable} SET version = ${at + 1};`),
  );
  // Nothing is added to tables of a later version.
  const added = additions.map(({ isThere, sql }) =>
    when(`${version} = ${migrations.length} AND NOT (${isThere})`, sql),
  );
  return `
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock(${LOCKS}, 0);
CREATE TABLE IF NOT EXISTS ${versionTable} (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version integer NOT NULL);
INSERT INTO ${versionTable} (version) VALUES (0) ON CONFLICT DO NOTHING;
${[...steps, ...added].join("\n")}
COMMIT;`;
}

/**
 * Creates the tables or updates them to the state of this release. If they have this state, it writes
 * nothing and needs no right other than `SELECT`.
 *
 * @throws If the tables are of a later version, or if the role must create tables and may not.
 */
export async function migrateTables(pool: PostgresPool, tables: PostgresTables): Promise<void> {
  const version = await versionIn(pool, tables);
  if (version === tables.migrations.length && (await hasAdditions(pool, tables))) return;
  try {
    await pool.query({ text: migrationOf(tables), query_timeout: ANSWER_TIMEOUT });
  } catch (error) {
    throw codeOf(error) === INSUFFICIENT_PRIVILEGE ? insufficientPrivilege(error, tables) : error;
  }
  // Another process may have held the lock before, and may be of a later release.
  await versionIn(pool, tables);
}

/** Returns the version of the tables; 0 if there are none. Throws if it is later than this release's. */
async function versionIn(
  pool: PostgresPool,
  { name, versionTable, migrations }: PostgresTables,
): Promise<number> {
  const exists = `SELECT 1 WHERE to_regclass('${versionTable}') IS NOT NULL`;
  if ((await pool.query({ text: exists, query_timeout: ANSWER_TIMEOUT })).rows.length === 0)
    return 0;
  const version = `SELECT version FROM ${versionTable}`;
  const { rows } = await pool.query({ text: version, query_timeout: ANSWER_TIMEOUT });
  const found = integer(Object(rows[0]).version);
  if (found <= migrations.length) return found;
  throw new Error(
    `The ${name} have version ${found}, and this signet-auth supports version ${migrations.length}. Update signet-auth.`,
  );
}

async function hasAdditions(pool: PostgresPool, { additions }: PostgresTables): Promise<boolean> {
  if (additions.length === 0) return true;
  const text = `SELECT ${additions.map(({ isThere }) => isThere).join(" AND ")} AS complete`;
  const { rows } = await pool.query({ text, query_timeout: ANSWER_TIMEOUT });
  return Object(rows[0]).complete === true;
}

/** Returns a function that migrates once. After a failure, the next call tries again. */
export function migratedOnce(migrate: () => Promise<void>): () => Promise<void> {
  let migrated: Promise<void> | null = null;
  return () => {
    migrated ??= migrate().catch((error: unknown) => {
      migrated = null;
      throw error;
    });
    return migrated;
  };
}

const INSUFFICIENT_PRIVILEGE = "42501";

function insufficientPrivilege(cause: unknown, { migrator }: PostgresTables): Error {
  return new Error(
    `The tables of signet-auth are missing or of an earlier version, and this role may not create them. To create them, run ${migrator}(pool) with a role that may create tables.`,
    { cause },
  );
}
