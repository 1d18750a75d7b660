/** The part of a SQLite client that the store uses. `node:sqlite`, better-sqlite3, libsql and Bun have this part. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  /** Returns the path of the database file (`node:sqlite`). */
  location?(): string | null;
  /** The path of the database file (better-sqlite3 and libsql). */
  readonly name?: unknown;
}

/** A prepared statement. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  /** Returns a row as an object; `undefined` or `null` if there is none. */
  get(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): unknown[];
}

/** A value of a statement's parameter. */
export type SqliteValue = string | number | null | Uint8Array;
