import { integer } from "../shared/sql-row.ts";
import type { PostgresPool } from "./client.ts";
import { ANSWER_TIMEOUT } from "./options.ts";
import { codeOf } from "./query.ts";
import { ADDITIONS, type Addition, MIGRATIONS } from "./schema.ts";
import { LOCKS } from "./user-lock.ts";

/** The version of the tables that this release uses. */
const VERSION = MIGRATIONS.length;

// One message, so that it runs as a whole on any connection, also behind a transaction pooler. A process
// that waited for the lock finds the migrations done.
const MIGRATE = `
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock(${LOCKS}, 0);
CREATE TABLE IF NOT EXISTS signet_schema (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version integer NOT NULL);
INSERT INTO signet_schema (version) VALUES (0) ON CONFLICT DO NOTHING;
${MIGRATIONS.map(step).join("\n")}
${ADDITIONS.map(addition).join("\n")}
COMMIT;`;

function step(migration: string, at: number): string {
  return `DO $step$ BEGIN
IF (SELECT version FROM signet_schema) = ${at} THEN
  ${migration}
  UPDATE signet_schema SET version = ${at + 1};
END IF;
END $step$;`;
}

/** Does nothing for tables of a later version. */
function addition({ isThere, sql }: Addition): string {
  return `DO $step$ BEGIN
IF (SELECT version FROM signet_schema) = ${VERSION} AND NOT (${isThere}) THEN
  ${sql}
END IF;
END $step$;`;
}

/**
 * Creates the tables or updates them to the state of this release. If they have this state, it writes
 * nothing and needs no right other than `SELECT`.
 *
 * @throws If the tables are of a later version, or if the role must create tables and may not.
 */
export async function migrate(pool: PostgresPool): Promise<void> {
  if ((await versionIn(pool)) === VERSION && (await hasAdditions(pool))) return;
  try {
    await pool.query({ text: MIGRATE, query_timeout: ANSWER_TIMEOUT });
  } catch (error) {
    throw codeOf(error) === INSUFFICIENT_PRIVILEGE ? insufficientPrivilege(error) : error;
  }
  // Another process may have held the lock before, and may be of a later release.
  await versionIn(pool);
}

/** Returns the version of the tables; 0 if there are none. Throws if it is later than {@link VERSION}. */
async function versionIn(pool: PostgresPool): Promise<number> {
  const tables = "SELECT 1 WHERE to_regclass('signet_schema') IS NOT NULL";
  if ((await pool.query({ text: tables, query_timeout: ANSWER_TIMEOUT })).rows.length === 0)
    return 0;
  const version = "SELECT version FROM signet_schema";
  const { rows } = await pool.query({ text: version, query_timeout: ANSWER_TIMEOUT });
  const found = integer(Object(rows[0]).version);
  if (found <= VERSION) return found;
  throw new Error(
    `The session tables have version ${found}, and this signet-auth supports version ${VERSION}. Update signet-auth.`,
  );
}

async function hasAdditions(pool: PostgresPool): Promise<boolean> {
  const text = `SELECT ${ADDITIONS.map(({ isThere }) => isThere).join(" AND ")} AS complete`;
  const { rows } = await pool.query({ text, query_timeout: ANSWER_TIMEOUT });
  return Object(rows[0]).complete === true;
}

const INSUFFICIENT_PRIVILEGE = "42501";

function insufficientPrivilege(cause: unknown): Error {
  return new Error(
    "The tables of signet-auth are missing or of an earlier version, and this role may not create them. To create them, run migratePostgres(pool) with a role that may create tables.",
    { cause },
  );
}
