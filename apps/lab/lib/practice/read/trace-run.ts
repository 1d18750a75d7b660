import "server-only";
import type { Outcome } from "sandbox/outcome";
import { exampleProgramOf } from "../content/program";
import { runContent } from "../run-content";

const runs = new Map<string, Promise<Outcome>>();

/**
 * Runs the program of a trace. Each program runs once in a server, because a run takes the whole process for
 * some time. Visitors get fresh values by a run in their browser.
 */
export function traceRun(code: string): Promise<Outcome> {
  const known = runs.get(code);
  if (known !== undefined) return known;
  const run = runContent(exampleProgramOf({ program: code, files: {} }));
  runs.set(code, run);
  run.catch(() => runs.delete(code));
  return run;
}
