import { randomBytes } from "node:crypto";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/**
 * Fills a table up to `count` rows with copies of one row, with new values in the columns that must
 * differ, so that a read has to find its session among many.
 */
export function fillTable(
  database: DatabaseSync,
  table: string,
  fresh: Readonly<Record<string, () => SQLInputValue>>,
  count: number,
): void {
  const row = database.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
  if (row === undefined) throw new Error(`${table} has no row to copy.`);
  const columns = Object.keys(row);
  const names = columns.map((name) => `"${name}"`).join(", ");
  const marks = columns.map(() => "?").join(", ");
  const insert = database.prepare(`INSERT INTO ${table} (${names}) VALUES (${marks})`);
  const rows = database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.["rows"];
  database.exec("BEGIN");
  for (let filled = Number(rows); filled < count; filled++) {
    insert.run(...columns.map((name) => fresh[name]?.() ?? row[name] ?? null));
  }
  database.exec("COMMIT");
}

export function randomText(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}
