import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface Running {
  /** The output so far, of stdout and stderr. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
  /** Ends the program with SIGKILL, without any clean-up. */
  readonly kill: () => Promise<void>;
}

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stopSignal?: NodeJS.Signals;
  /** Resolves when the program is ready; rejects before. Its argument is the output so far. */
  readonly ready: (output: string) => Promise<unknown>;
  /** Called after the program has ended, or did not become ready. */
  readonly cleanUp: () => void;
}

/** How long a program may take to become ready; milliseconds. */
const TIMEOUT = 30_000;
const supervisor = join(import.meta.dirname, "supervisor.mjs");

/** Starts a program and waits until it is ready. The program never outlives the test process. */
export async function launch(options: Launch): Promise<Running> {
  const { program, args, cwd, env, stopSignal = "SIGTERM" } = options;
  const child = spawn(process.execPath, [supervisor, stopSignal, program, ...args], {
    ...(cwd ? { cwd } : {}),
    env: { ...process.env, ...env },
    stdio: "pipe",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const stop = async () => {
    child.stdin.end();
    if (!hasEnded(child)) await once(child, "exit");
    options.cleanUp();
  };
  const kill = async () => {
    if (hasEnded(child)) return;
    child.stdin.write("kill\n");
    await once(child, "exit");
  };
  if (!(await becomesReady(child, () => options.ready(output)))) {
    await stop();
    throw new Error(`${program} did not become ready. Its output:\n${output}`);
  }
  return { output: () => output, stop, kill };
}

async function becomesReady(child: ChildProcess, ready: () => Promise<unknown>): Promise<boolean> {
  const deadline = Date.now() + TIMEOUT;
  while (Date.now() < deadline && !hasEnded(child)) {
    try {
      await ready();
      return true;
    } catch {
      await delay(50);
    }
  }
  return false;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
