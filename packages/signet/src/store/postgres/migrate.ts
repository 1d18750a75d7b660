import { integer } from "../shared/sql-row.ts";
import type { PostgresPool } from "./client.ts";
import { PATIENCE } from "./options.ts";
import { codeOf } from "./query.ts";
import { MIGRATIONS } from "./schema.ts";
import { LOCKS } from "./user-lock.ts";

/** What this library knows. */
const VERSION = MIGRATIONS.length;

// One message, so that it is whole on any connection, one of a transaction pooler too. Whoever waited
// for the lock finds the work done.
const MIGRATE = `
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock(${LOCKS}, 0);
CREATE TABLE IF NOT EXISTS signet_schema (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version integer NOT NULL);
INSERT INTO signet_schema (version) VALUES (0) ON CONFLICT DO NOTHING;
${MIGRATIONS.map(step).join("\n")}
COMMIT;`;

function step(migration: string, at: number): string {
  return `DO $step$ BEGIN
IF (SELECT version FROM signet_schema) = ${at} THEN
  ${migration}
  UPDATE signet_schema SET version = ${at + 1};
END IF;
END $step$;`;
}

/**
 * Brings the tables to the version this library knows, unless they have it: then nothing is written,
 * and reading is the only right it takes. Throws when theirs is later.
 */
export async function migrate(pool: PostgresPool): Promise<void> {
  if ((await versionIn(pool)) === VERSION) return;
  try {
    await pool.query({ text: MIGRATE, query_timeout: PATIENCE });
  } catch (error) {
    throw codeOf(error) === INSUFFICIENT_PRIVILEGE ? mayNot(error) : error;
  }
  // Whoever held the lock before may have been of a later release.
  await versionIn(pool);
}

/** The version of the tables; 0 when there are none. Throws when it is later than what is known. */
async function versionIn(pool: PostgresPool): Promise<number> {
  const tables = "SELECT 1 WHERE to_regclass('signet_schema') IS NOT NULL";
  if ((await pool.query({ text: tables, query_timeout: PATIENCE })).rows.length === 0) return 0;
  const version = "SELECT version FROM signet_schema";
  const { rows } = await pool.query({ text: version, query_timeout: PATIENCE });
  const found = integer(Object(rows[0]).version);
  if (found <= VERSION) return found;
  throw new Error(
    `The session database has version ${found} and this signet-auth knows ${VERSION}: update signet-auth.`,
  );
}

const INSUFFICIENT_PRIVILEGE = "42501";

function mayNot(cause: unknown): Error {
  return new Error(
    "The tables of signet-auth are missing or of an earlier version, and this role may not make them: run migratePostgres(pool) with a role that may.",
    { cause },
  );
}
