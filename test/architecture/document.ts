import { COMMON, type Row, table } from "./modules.ts";

const TABLE_PLACE = /(?<=<!-- imports -->\n\n).*(?=\n\n<!-- end of imports -->)/s;

/**
 * Returns the text of ARCHITECTURE.md with a new table of imports. Throws when the comments that mark the
 * place of the table are missing.
 */
export function withTable(document: string, rows: readonly Row[] = table): string {
  if (!TABLE_PLACE.test(document))
    throw new Error(
      "ARCHITECTURE.md has no <!-- imports --> and <!-- end of imports --> around its table.",
    );
  return document.replace(TABLE_PLACE, () => tableOf(rows));
}

/** Returns a Markdown table with columns of equal width, as Biome formats it. */
function tableOf(rows: readonly Row[]): string {
  const cells = [["level", "module", "may import"], ...rows.map(cellsOf)];
  const widths = [0, 1, 2].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...body].map(lineOf).join("\n");
}

function cellsOf({ level, modules, may }: Row): readonly string[] {
  const isCommon = COMMON.every((name) => may.includes(name));
  const others = isCommon ? may.filter((name) => !COMMON.includes(name)) : may;
  const names = [...(isCommon ? ["the common files"] : []), ...others.map(nameOf)];
  const allowed = names.length === 0 ? "no other module" : names.join(", ");
  return [String(level), modules.map(code).join(", "), allowed];
}

function nameOf(item: string): string {
  return item.startsWith("type ") ? `types of ${code(item.slice("type ".length))}` : code(item);
}

function code(name: string): string {
  return `\`${name}\``;
}
