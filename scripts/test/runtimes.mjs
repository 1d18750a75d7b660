import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf } from "../build/hash.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { runShown } from "../shared/child.mjs";
import { root } from "../shared/paths.mjs";
import { readStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";
import { tally } from "./tally.mjs";

const packages = join(root, "test/tokens/runtimes/packages");
const INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];

/**
 * Runs the token suite under Deno, Bun and workerd. No other suite needs these runtimes, so they are
 * installed here.
 */
export async function runtimes() {
  if (!(await installed())) return tally(0, 1);
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

async function installed() {
  const wanted = hashOf([join(packages, "package-lock.json")]);
  if (readStamp("runtimes") === wanted) return true;
  const title = "Installing Deno, Bun and workerd with npm";
  if (!(await step(title, "npm", [...INSTALL, "--loglevel=error"], { cwd: packages })))
    return false;
  writeStamp("runtimes", wanted);
  return true;
}
