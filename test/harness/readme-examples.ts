import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** Returns the code blocks of the README of an installed package, in their order. */
export function readmeBlocks(name: string): string[] {
  // The manifest may not be exported, so the folder is found on the paths of node_modules.
  const paths = require.resolve.paths(name) ?? [];
  for (const path of paths) {
    try {
      const text = readFileSync(join(path, name, "README.md"), "utf8");
      return [...text.matchAll(/^```(?:ts|js)\n(.*?)\n```$/gms)].map(([, code = ""]) => code);
    } catch {}
  }
  throw new Error(`The README of ${name} is not installed in ${dirname(paths[0] ?? "")}.`);
}
