import type { SqliteDatabase } from "./client.ts";
import { inTransaction } from "./transaction.ts";

/** The tables of a part of the library. */
export interface SqliteTables {
  /** The name for messages, such as `"session tables"`. */
  readonly name: string;
  /**
   * The table that has the version. It is a table of its own, because `user_version` belongs to the
   * application, which may use the same database.
   */
  readonly versionTable: string;
  /**
   * The version of the tables. A later version adds tables and never changes existing ones. A release
   * refuses tables of a later version.
   */
  readonly version: number;
  /** SQL that creates missing tables. */
  readonly create: string;
  /**
   * Columns that were added to a table. Earlier releases ignore them. So they do not change the version,
   * and servers of an earlier and of this release work on one database, also after a restart or a return
   * to the earlier release.
   */
  readonly added: readonly AddedColumn[];
}

export interface AddedColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/**
 * Creates the tables, or adds missing tables and columns. Does nothing if none is missing.
 *
 * @throws If the tables are of a later version.
 */
export function migrateTables(database: SqliteDatabase, tables: SqliteTables): void {
  const { name, versionTable, version, create } = tables;
  const found = versionIn(database, versionTable);
  if (found === version && missingColumns(database, tables).length === 0) return;
  if (found !== null && !(typeof found === "number" && found <= version)) {
    throw new Error(
      `The ${name} have version ${found}, and this signet-auth supports version ${version}. Update signet-auth.`,
    );
  }
  inTransaction(database, () => {
    database.exec(
      `${create}
       CREATE TABLE IF NOT EXISTS ${versionTable} (only INTEGER PRIMARY KEY CHECK (only = 1), version INTEGER NOT NULL) STRICT;
       INSERT OR REPLACE INTO ${versionTable} (only, version) VALUES (1, ${version});`,
    );
    // Read again within the transaction: another process may have added them.
    for (const { table, column, type } of missingColumns(database, tables)) {
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
    }
  });
}

function missingColumns(database: SqliteDatabase, { added }: SqliteTables): readonly AddedColumn[] {
  const has = database.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
  return added.filter(({ table, column }) => has.get(table, column) == null);
}

/** Returns the version of the tables; `null` if there are none. */
function versionIn(database: SqliteDatabase, versionTable: string): unknown {
  const table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?";
  if (database.prepare(table).get(versionTable) == null) return null;
  return Object(database.prepare(`SELECT version FROM ${versionTable}`).get()).version;
}
