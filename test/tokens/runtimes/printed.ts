import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const keeper = join(import.meta.dirname, "../../harness/keeper.mjs");

/** Where standard output is a matter of `console.log`. */
const MAIN = `import { lines } from "./suite.mjs";
for await (const line of lines()) console.log(line);
`;

export interface Program {
  readonly binary: string;
  /** Before the name of the module to run. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Kills it, and nothing else. */
  readonly signal: AbortSignal;
}

/** What a program prints until it ends. It outlives neither us nor the signal, and must end well. */
export async function* printed(program: Program): AsyncGenerator<string> {
  const { binary, args, folder, env, signal } = program;
  writeFileSync(join(folder, "main.mjs"), MAIN);
  const child = spawn(process.execPath, [keeper, "SIGKILL", binary, ...args, "main.mjs"], {
    cwd: folder,
    // Nothing of our environment: it is none of the suite's business.
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
