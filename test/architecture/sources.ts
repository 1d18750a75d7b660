import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A source file: its path with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Reads the sources under a folder. Their paths are relative to the folder. */
export function readSources(folder: string, pattern = "**/*.{ts,tsx,mts,mjs}"): Source[] {
  const exclude = [
    "**/node_modules/**",
    "**/dist/**",
    "**/.next/**",
    "**/.data/**",
    "**/.peer-app/**",
    "**/.docs-*/**",
    "**/next-env.d.ts",
  ];
  return globSync(pattern, { cwd: folder, exclude })
    .map((path) => ({
      path: path.replaceAll("\\", "/"),
      text: readFileSync(join(folder, path), "utf8"),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function isTest({ path }: Source): boolean {
  return /\.(test|test-d)\.tsx?$/.test(path);
}
