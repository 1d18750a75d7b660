import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPackages } from "../setup/packages.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { runShown } from "../shared/child.mjs";
import { root } from "../shared/paths.mjs";
import { tally } from "./tally.mjs";

const packages = join(root, "test/tokens/runtimes/packages");

/**
 * Runs the token suite under Deno, Bun and workerd. No other suite needs these runtimes, so they are
 * installed here.
 */
export async function runtimes() {
  const installed = await installPackages(packages, "runtimes", "Deno, Bun and workerd");
  if (!installed) return tally(0, 1);
  const folder = mkdtempSync(join(tmpdir(), "signet-report-"));
  const report = join(folder, "report.json");
  try {
    const main = join(root, "test/tokens/runtimes/run.ts");
    const modules = join(packages, "node_modules");
    await runShown(pinnedNode, [main, `--modules=${modules}`, `--report=${report}`], { cwd: root });
    return JSON.parse(readFileSync(report, "utf8"));
  } catch (error) {
    console.log(`The runtimes wrote no readable report: ${error.message}`);
    return tally(0, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
