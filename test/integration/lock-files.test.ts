import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const folders = [".", "test/tokens/runtimes/packages", "test/integration/postgres/prisma/packages"];

// npm ci rejects a lock file without the optional binaries of other platforms. npm omits them when it
// writes a lock file while node_modules is installed.
test.each(folders)("the lock file of %s is complete, so that npm ci accepts it", (folder) => {
  const { status, stderr } = spawnSync("npm", ["ci", "--dry-run", "--loglevel=error"], {
    cwd: join(root, folder),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test.each(folders)("the lock file of %s names no registry, so npm uses its own", (folder) => {
  const { packages } = JSON.parse(readFileSync(join(root, folder, "package-lock.json"), "utf8"));
  const places = Object.values<{ resolved?: string }>(packages).map(({ resolved }) => resolved);
  expect(places.filter((place) => place?.includes("://"))).toEqual([]);
});
