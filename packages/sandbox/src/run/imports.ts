/** Finds the names in `import … from "…"`, `export … from "…"`, `import "…"` and `import("…")`. */
const IMPORT = /(?:^|[\s;}])(?:import|export)\b[^"'`;]*?\(?\s*["']([^"'\n]+)["']/g;

/** Lists the names that a file imports, perhaps with some that it does not. */
export function specifiersOf(code: string): string[] {
  return [...code.matchAll(IMPORT)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
