import "server-only";
import type { Outcome, Program } from "sandbox/outcome";

/** Runs a program of the content on the server. What a visitor typed never comes here. */
export async function runContent(program: Program): Promise<Outcome> {
  // Node loads the sandbox itself, because it reads files beside its own. `serverExternalPackages` does not
  // count for a package of the workspace.
  const { runProgram } = await import(/* turbopackIgnore: true */ "sandbox/node");
  return runProgram(program);
}
