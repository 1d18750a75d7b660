import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "../shared/stop.mjs";

/**
 * Creates a folder if it is missing, and throws when the process cannot write to it. The check writes a
 * file, because permission bits do not limit root and do not show a read-only mount. `mode` is the mode of
 * a new folder.
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
        ? `${folder} must be a folder, but the folder or one of its parents is a file. Move that file and run the command again.`
        : `Cannot write to ${folder} (${error.code}). Make the folder writable, or clone the repository into a writable folder. Then run the command again.`,
    );
  }
}
