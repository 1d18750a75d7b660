import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const supervisor = join(import.meta.dirname, "../../harness/supervisor.mjs");

/** Prints the lines of the report in a runtime where `console.log` writes to standard output. */
const MAIN = `import { lines } from "./suite.mjs";
for await (const line of lines()) console.log(line);
`;

export interface Program {
  readonly binary: string;
  /** The arguments before the name of the module. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Kills the program. */
  readonly signal: AbortSignal;
}

/**
 * Yields the output of a program until it ends. The program ends with this process or with the signal.
 * Throws when its exit code is not 0.
 */
export async function* printed(program: Program): AsyncGenerator<string> {
  const { binary, args, folder, env, signal } = program;
  writeFileSync(join(folder, "main.mjs"), MAIN);
  const child = spawn(process.execPath, [supervisor, "SIGKILL", binary, ...args, "main.mjs"], {
    cwd: folder,
    // Without the variables of this process, so that the suite cannot depend on them.
    env: { HOME: folder, TMPDIR: folder, NO_COLOR: "1", DO_NOT_TRACK: "1", ...env },
    stdio: "pipe",
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = () => child.stdin.end();
  let complaints = "";
  child.on("error", (error) => {
    complaints += error.message;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  signal.addEventListener("abort", stop);
  try {
    yield* child.stdout.setEncoding("utf8");
    await ended;
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
  if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode}: ${complaints}`);
}
