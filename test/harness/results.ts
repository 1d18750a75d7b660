import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** One table of a report. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** Writes the results of one run. It replaces the file of an earlier run with the same name. */
export function writeResults(
  folder: string,
  name: string,
  command: string,
  tables: readonly Table[],
): void {
  const day = new Date().toISOString().slice(0, 10);
  const lines = [
    `# ${name}`,
    "",
    `\`${command}\` on ${day}, ${availableParallelism()} cores, Node ${process.versions.node}.`,
    ...tables.flatMap(({ title, rows }) => ["", `## ${title}`, "", ...tableOf(rows)]),
    "",
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), lines.join("\n"));
}

function tableOf(rows: Table["rows"]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line(names),
    line(names.map(() => "---")),
    ...rows.map((row) => line(names.map((name) => shown(row[name] ?? "")))),
  ];
}

/** Formats a number with thousands separators; with one decimal place when it is below 10. */
function shown(value: string | number): string {
  return typeof value === "number"
    ? value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 })
    : value;
}
