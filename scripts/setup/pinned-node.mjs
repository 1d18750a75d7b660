import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bin } from "../shared/paths.mjs";
import { Stop } from "../shared/stop.mjs";

export const pinnedNode = join(bin, "node");

/**
 * Throws when the pinned Node cannot run. An install script of the package `node` installs it, and npm can
 * be configured to run no install scripts.
 */
export function requirePinnedNode() {
  const { status } = spawnSync(pinnedNode, ["--version"]);
  if (status === 0) return;
  throw new Stop(
    "The pinned Node is not installed, probably because npm is configured to run no install scripts. " +
      "Run `npm rebuild node --ignore-scripts=false`, then run the command again.",
  );
}
