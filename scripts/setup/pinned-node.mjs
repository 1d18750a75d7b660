import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bin } from "../shared/paths.mjs";
import { Stop } from "../shared/stop.mjs";

export const pinnedNode = join(bin, "node");

/** The Node of package.json arrives by its install script; a machine that forbids those has none. */
export function requirePinnedNode() {
  const { status } = spawnSync(pinnedNode, ["--version"]);
  if (status === 0) return;
  throw new Stop(
    "The Node this project pins did not arrive with the packages, most likely because npm is set to " +
      "run no install scripts. Run `npm rebuild node --ignore-scripts=false`, then the command again.",
  );
}
