/** Layout of the entries of an object or a list. The rules and the numbers are those of Node's `util.inspect`. */

/** At most this number of nested levels shares one line. */
const COMPACT = 3;
const MAX_COLUMNS = 15;

export const BREAK_LENGTH = 80;

export interface Frame {
  readonly indentation: number;
  /** How many levels of objects lie between this object and the object that was formatted last. */
  readonly levelsBelow: number;
  /** The list whose entries may stand in columns; `null` for an object. */
  readonly list: ArrayLike<unknown> | null;
  /** Whether the list may have more entries than the output. Then the last entry of the output says so. */
  readonly isCut: boolean;
}

/** Joins entries on one line if they fit, else on several lines. */
export function layOut(
  entries: readonly string[],
  base: string,
  [open, close]: readonly [string, string],
  frame: Frame,
): string {
  const isColumns = frame.list !== null && entries.length > 6;
  const output = isColumns ? inColumns(entries, frame) : entries;
  const prefix = base === "" ? "" : `${base} `;
  if (frame.levelsBelow < COMPACT && output.length === entries.length) {
    const start = output.length + frame.indentation + open.length + base.length + 10;
    if (fits(output, start, base)) {
      const line = output.join(", ");
      if (!line.includes("\n")) return `${prefix}${open} ${line} ${close}`;
    }
  }
  const indent = `\n${" ".repeat(frame.indentation)}`;
  return `${prefix}${open}${indent}  ${output.join(`,${indent}  `)}${indent}${close}`;
}

function fits(output: readonly string[], start: number, base: string): boolean {
  let length = output.length + start;
  if (length + output.length > BREAK_LENGTH) return false;
  for (const each of output) {
    length += each.length;
    if (length > BREAK_LENGTH) return false;
  }
  return !base.includes("\n");
}

/** Groups the entries of a list with more than six entries into columns of equal width. */
function inColumns(output: readonly string[], frame: Frame): readonly string[] {
  const count = frame.isCut ? output.length - 1 : output.length;
  const lengths = output.slice(0, count).map((each) => each.length);
  const total = lengths.reduce((sum, length) => sum + length + 2, 0);
  const longest = Math.max(0, ...lengths);
  const width = longest + 2;
  if (width * 3 + frame.indentation >= BREAK_LENGTH) return output;
  if (total / width <= 5 && longest > 6) return output;
  const bias = Math.max(width - 3 - Math.sqrt(width - total / output.length), 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * bias * count) / bias),
    Math.floor((BREAK_LENGTH - frame.indentation) / width),
    COMPACT * 4,
    MAX_COLUMNS,
  );
  if (columns <= 1) return output;
  const widths = Array.from({ length: columns }, (_, column) => {
    let widest = 0;
    for (let at = column; at < count; at += columns) widest = Math.max(widest, lengths[at] ?? 0);
    return widest + 2;
  });
  const isNumeric = isNumbers(frame.list, output.length);
  const lines: string[] = [];
  for (let from = 0; from < count; from += columns) {
    const row = output.slice(from, Math.min(from + columns, count));
    lines.push(row.map((text, column) => cell(text, column, row.length)).join(""));
  }
  if (frame.isCut) lines.push(output[count] ?? "");
  return lines;

  function cell(text: string, column: number, length: number): string {
    const isLast = column === length - 1;
    const widest = widths[column] ?? 0;
    if (isNumeric) return isLast ? text.padStart(widest - 2) : `${text}, `.padStart(widest);
    return isLast ? text : `${text}, `.padEnd(widest);
  }
}

function isNumbers(list: ArrayLike<unknown> | null, length: number): boolean {
  for (let at = 0; at < length; at++) {
    const type = typeof list?.[at];
    if (type !== "number" && type !== "bigint") return false;
  }
  return true;
}
