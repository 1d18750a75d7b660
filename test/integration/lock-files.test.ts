import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

// npm ci rejects a lock file without the optional binaries of other platforms. npm omits them when it
// writes a lock file while node_modules is installed.
test.each([".", "test/tokens/runtimes/packages"])(
  "the lock file of %s is complete, so that npm ci accepts it",
  (folder) => {
    const { status, stderr } = spawnSync("npm", ["ci", "--dry-run", "--loglevel=error"], {
      cwd: join(root, folder),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  },
);
