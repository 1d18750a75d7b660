import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Folder, temporaryFolder } from "./folder.ts";
import type { Stores } from "./open-store.ts";

const root = join(import.meta.dirname, "../..");

/** Copies the built library into a folder. Its modules have their own state, as in a bundle. */
export function copyOfLibrary(): Folder {
  const folder = temporaryFolder("library");
  const from = join(root, "packages/signet");
  for (const name of ["dist", "package.json"]) {
    cpSync(join(from, name), join(folder.path, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder.path, "node_modules"));
  return folder;
}

/** Returns the URL of a file of a copy: `"index.js"`, `"store/redis/index.js"`. */
export function entryOf({ path }: Pick<Folder, "path">, file: string): string {
  return pathToFileURL(join(path, "dist", file)).href;
}

/** Imports the store functions of a copy. */
export async function storesOf(copy: Pick<Folder, "path">): Promise<Stores> {
  const [{ redisStore }, { postgresStore }, { sqliteStore }] = await Promise.all(
    ["redis", "postgres", "sqlite"].map((name) => import(entryOf(copy, `store/${name}/index.js`))),
  );
  return { redisStore, postgresStore, sqliteStore };
}
