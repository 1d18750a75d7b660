import { inspect } from "./inspect.ts";

type Column = readonly [name: string, cells: readonly (string | undefined)[]];

const MAX_ITEMS = 3;

/** Returns the table of `console.table`, or `null` for a value that is no object. */
export function table(data: unknown): string | null {
  if (typeof data !== "object" || data === null) return null;
  if (data instanceof Map) {
    const [keys, values] = [[...data.keys()], [...data.values()]];
    return drawn([
      ["(iteration index)", keys.map((_, at) => String(at))],
      ["Key", keys.map(cellText)],
      ["Values", values.map(cellText)],
    ]);
  }
  if (data instanceof Set) {
    const values = [...data];
    return drawn([
      ["(iteration index)", values.map((_, at) => String(at))],
      ["Values", values.map(cellText)],
    ]);
  }
  return drawn([["(index)", Object.keys(data)], ...columnsOf(Object.values(data))]);
}

/** Returns a column for each property of the rows, and one for rows that are no objects. */
function columnsOf(rows: readonly unknown[]): Column[] {
  const columns = new Map<string, (string | undefined)[]>();
  const values: string[] = [];
  for (const [at, row] of rows.entries()) {
    if ((typeof row !== "object" && typeof row !== "function") || row === null) {
      values[at] = cellText(row);
      continue;
    }
    for (const [name, value] of Object.entries(row)) {
      const column = columns.get(name) ?? [];
      column[at] = cellText(value);
      columns.set(name, column);
    }
  }
  return [...columns, ...(values.length > 0 ? [["Values", values] as const] : [])];
}

/** Returns the text of a cell on one line. An object with more than two properties shows only its class. */
function cellText(value: unknown): string {
  if (Array.isArray(value) && value.length > MAX_ITEMS) {
    const more = value.length - MAX_ITEMS;
    const text = cellText(value.slice(0, MAX_ITEMS));
    return `${text.slice(0, -2)}, ... ${more} more item${more > 1 ? "s" : ""} ]`;
  }
  const isLarge =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 2;
  return inspect(value, isLarge ? -1 : 0).replace(/\n\s*/g, " ");
}

function drawn(columns: readonly Column[]): string {
  const widths = columns.map(([name, cells]) =>
    Math.max(...[name, ...cells].map((each) => (each ?? "").length)),
  );
  const line = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => "─".repeat(width + 2)).join(middle) + right;
  const row = (cells: readonly (string | undefined)[]): string =>
    `│ ${cells.map((cell, at) => (cell ?? "").padEnd(widths[at] ?? 0)).join(" │ ")} │`;
  const count = Math.max(...columns.map(([, cells]) => cells.length));
  return [
    line("┌", "┬", "┐"),
    row(columns.map(([name]) => name)),
    line("├", "┼", "┤"),
    ...Array.from({ length: count }, (_, at) => row(columns.map(([, cells]) => cells[at]))),
    line("└", "┴", "┘"),
  ].join("\n");
}
