import type { SqliteDatabase } from "./client.ts";

/** Runs `work` in a transaction. Rolls back if `work` throws. */
export function inTransaction<T>(database: SqliteDatabase, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Rolls back a failed transaction, unless SQLite has done so itself. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite has already rolled the transaction back.
  }
}
