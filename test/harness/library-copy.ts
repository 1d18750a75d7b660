import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Folder, temporaryFolder } from "./folder.ts";

const root = join(import.meta.dirname, "../..");

/** A copy of the built library, with modules of its own, as a bundler makes one. */
export function copyOfLibrary(): Folder {
  const folder = temporaryFolder("library");
  const from = join(root, "packages/signet");
  for (const name of ["dist", "package.json"]) {
    cpSync(join(from, name), join(folder.path, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder.path, "node_modules"));
  return folder;
}

/** An entry of a copy: `"index.js"`, `"store/redis/index.js"`. */
export function entryOf({ path }: Folder, file: string): string {
  return pathToFileURL(join(path, "dist", file)).href;
}
