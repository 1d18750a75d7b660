import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { engineFiles, root } from "../shared/paths.mjs";

const GENERATED = new Set([
  "node_modules",
  "dist",
  ".next",
  ".next-today",
  ".data",
  "data",
  "next-env.d.ts",
]);

/** Returns one hash of the names and contents of files and folders. Generated files do not count. */
export function hashOf(paths, isInput = (_file) => true) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesUnder).filter(isInput).sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !GENERATED.has(name) && !name.endsWith(".tsbuildinfo"))
    .map((name) => join(path, name))
    .filter((file) => file !== engineFiles)
    .flatMap(filesUnder);
}
