import { join } from "node:path";
import { install } from "../setup/install.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { runShown } from "../shared/child.mjs";
import { root } from "../shared/paths.mjs";
import { command, Stop } from "../shared/stop.mjs";
import { buildLibrary } from "./library.mjs";

/**
 * Installs missing packages, builds the library, and runs a program that imports it. The program gets
 * the arguments of this process.
 *
 * @param {string} program its path in the repository
 */
export function runWithLibrary(program) {
  return command(async () => {
    await install();
    if (!(await buildLibrary())) {
      throw new Stop("The library does not compile. The compiler's errors are above.");
    }
    const main = [join(root, program), ...process.argv.slice(2)];
    process.exitCode = await runShown(pinnedNode, main, { cwd: root });
  });
}
