import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

// npm ci refuses a lock file that lacks the optional binaries of another platform. npm leaves them
// out when it writes a lock file beside an installed node_modules.
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
