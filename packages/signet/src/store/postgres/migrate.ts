import type { PostgresConnection, PostgresPool } from "./client.ts";
import { GIVE_UP_AFTER } from "./query.ts";
import { LOCK_CLASS, MIGRATIONS } from "./schema.ts";

/**
 * Makes the tables, or brings them up to date; does nothing when they are. Of many processes that
 * start at once, one does it and the others wait. `postgresStore` does this by itself on first use;
 * call it from your deployment when the application's role may not make tables.
 *
 * @throws when the tables are of a later version than this library, or the role may not make them.
 */
export async function migratePostgres(pool: PostgresPool): Promise<void> {
  const connection = await pool.connect();
  let isSound = false;
  try {
    if ((await versionIn(connection)) !== MIGRATIONS.length) await migrateOn(connection);
    isSound = true;
  } finally {
    connection.release(!isSound);
  }
}

async function migrateOn(connection: PostgresConnection): Promise<void> {
  await run(connection, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
  await run(connection, `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, 0)`);
  const version = await versionIn(connection);
  if (version === 0) {
    await run(connection, "CREATE TABLE signet_schema (version integer NOT NULL)");
    await run(connection, "INSERT INTO signet_schema (version) VALUES (0)");
  }
  for (const migration of MIGRATIONS.slice(version)) await run(connection, migration);
  await run(connection, `UPDATE signet_schema SET version = ${MIGRATIONS.length}`);
  await run(connection, "COMMIT");
}

/** How many migrations the database has seen. */
async function versionIn(connection: PostgresConnection): Promise<number> {
  const [table] = await run(connection, "SELECT to_regclass('signet_schema')::text AS name");
  if (Object(table).name === null) return 0;
  const [row] = await run(connection, "SELECT version FROM signet_schema");
  const { version } = Object(row);
  if (!Number.isInteger(version) || version > MIGRATIONS.length) {
    throw new Error(
      `The session tables have version ${version} and this signet-auth knows ${MIGRATIONS.length}: update signet-auth.`,
    );
  }
  return version;
}

async function run(connection: PostgresConnection, text: string): Promise<readonly unknown[]> {
  const { rows } = await connection.query({ text, values: [], query_timeout: GIVE_UP_AFTER });
  return rows;
}
