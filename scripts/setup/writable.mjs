import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "../shared/stop.mjs";

/**
 * Makes the folder if it is missing and proves it can be written to by writing: permission bits
 * say nothing to root, and nothing about a read-only mount. `mode` is what the folder is made with.
 */
export function requireWritable(folder, mode = 0o777) {
  const probe = join(folder, `.write-check-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const blocked = error.code === "EEXIST" || error.code === "ENOTDIR";
    throw new Stop(
      blocked
        ? `${folder} has to be a folder, and something else stands in its place: move that away and run the command again.`
        : `Cannot write in ${folder} (${error.code}). Make that folder writable, or clone the repository into one that is, and run the command again.`,
    );
  }
}
