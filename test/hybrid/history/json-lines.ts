import { existsSync, openSync, readFileSync, writeSync } from "node:fs";

/** Returns a function that appends lines of JSON to a file. Written lines survive a kill of the process. */
export function jsonLinesTo<T>(path: string): (lines: readonly T[]) => void {
  const file = openSync(path, "a");
  return (lines) => {
    if (lines.length > 0) {
      writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    }
  };
}

/** Returns the complete lines of a file. A killed process may leave an incomplete line, or no file. */
export function jsonLinesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
}
