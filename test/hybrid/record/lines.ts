import { existsSync, openSync, readFileSync, writeSync } from "node:fs";

/** Adds lines of JSON to a file; what was written stays when the process is killed. */
export function linesTo<T>(path: string): (lines: readonly T[]) => void {
  const file = openSync(path, "a");
  return (lines) => {
    if (lines.length > 0) {
      writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    }
  };
}

/** The whole lines of a file; a process that was killed may have left half a one, or no file. */
export function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
}
