import "server-only";
import { type Outcome, type Program, runProgram } from "sandbox/node";

/** Runs a program of the content on the server. What a visitor typed never comes here. */
export function runContent(program: Program): Promise<Outcome> {
  return runProgram(program);
}
