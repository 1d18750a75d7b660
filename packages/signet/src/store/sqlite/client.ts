/** The part of a SQLite client that the store uses: `node:sqlite`, better-sqlite3, libsql and Bun fit. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  /** The path of its file, as `node:sqlite` tells it. */
  location?(): string | null;
  /** The same, as better-sqlite3 and libsql tell it. */
  readonly name?: unknown;
}

export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  /** A row as an object, and `undefined` or `null` for none. */
  get(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): unknown[];
}

export type SqliteValue = string | number | null | Uint8Array;
