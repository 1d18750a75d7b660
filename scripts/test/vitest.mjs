import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { modules, root } from "../shared/paths.mjs";
import { tally, tallyOfReport } from "./tally.mjs";

const cli = join(modules, "vitest/vitest.mjs");

/**
 * Returns a function that runs one project of vitest.config.ts and returns its counts. `run` starts the program
 * and returns its exit code.
 */
export function vitest(project) {
  return async (run) => {
    const folder = mkdtempSync(join(tmpdir(), "signet-report-"));
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    try {
      const args = [cli, "run", "--project", project, ...reporters];
      const code = await run(pinnedNode, args, { cwd: root });
      return tallyOfReport(JSON.parse(readFileSync(report, "utf8")), code);
    } catch (error) {
      console.log(`Vitest wrote no readable report: ${error.message}`);
      return tally(0, 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
