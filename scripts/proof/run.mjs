import { join } from "node:path";
import { buildLibrary } from "../build/library.mjs";
import { install } from "../setup/install.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { runShown } from "../shared/child.mjs";
import { root } from "../shared/paths.mjs";
import { command, Stop } from "../shared/stop.mjs";

await command(async () => {
  await install();
  if (!(await buildLibrary())) {
    throw new Stop("The library does not compile; the compiler's words are above.");
  }
  const main = [join(root, "test/hybrid/main.ts"), ...process.argv.slice(2)];
  process.exitCode = await runShown(pinnedNode, main, { cwd: root });
});
