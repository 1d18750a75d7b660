import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";

const root = join(import.meta.dirname, "../..");
const folders = [".", "test/tokens/runtimes/packages", "test/integration/postgres/prisma/packages"];

const read = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

/**
 * Copies the files that `npm ci` reads. In the place of the originals, npm 10.2 of Node 20.11 would empty
 * node_modules, also with `--dry-run`.
 */
function copyOf(folder: string): string {
  const copy = temporaryFolder("lock-file");
  onTestFinished(copy.remove);
  const { workspaces = [] } = read(folder, "package.json");
  const files = ["package.json", "package-lock.json", ".npmrc"];
  for (const workspace of workspaces) files.push(join(workspace, "package.json"));
  for (const file of files) cpSync(join(root, folder, file), join(copy.path, file));
  return copy.path;
}

// npm ci rejects a lock file without the optional binaries of other platforms. npm omits them when it
// writes a lock file while node_modules is installed.
test.each(folders)("the lock file of %s is complete, so that npm ci accepts it", (folder) => {
  const { status, stderr } = spawnSync("npm", ["ci", "--dry-run", "--loglevel=error"], {
    cwd: copyOf(folder),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test.each(folders)("the lock file of %s names no registry, so npm uses its own", (folder) => {
  const { packages } = read(folder, "package-lock.json");
  const places = Object.values<{ resolved?: string }>(packages).map(({ resolved }) => resolved);
  expect(places.filter((place) => place?.includes("://"))).toEqual([]);
});
