import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface Running {
  /** All it has said so far, on both streams. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
  /** Ends it with SIGKILL and cleans nothing up. */
  readonly kill: () => Promise<void>;
}

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stopSignal?: NodeJS.Signals;
  /** Resolves once the program does its work; rejects while it does not. It is given what was said so far. */
  readonly ready: (said: string) => Promise<unknown>;
  /** Called once the program has ended, or never became ready. */
  readonly cleanUp: () => void;
}

const PATIENCE = 30_000;
const keeper = join(import.meta.dirname, "keeper.mjs");

/** Starts a program, waits until it is ready, and makes sure that it does not outlive the test. */
export async function launch(options: Launch): Promise<Running> {
  const { program, args, cwd, env, stopSignal = "SIGTERM" } = options;
  const child = spawn(process.execPath, [keeper, stopSignal, program, ...args], {
    ...(cwd ? { cwd } : {}),
    env: { ...process.env, ...env },
    stdio: "pipe",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
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
  if (!(await becomesReady(child, () => options.ready(said)))) {
    await stop();
    throw new Error(`${program} did not become ready; what it said:\n${said}`);
  }
  return { output: () => said, stop, kill };
}

async function becomesReady(child: ChildProcess, ready: () => Promise<unknown>): Promise<boolean> {
  const deadline = Date.now() + PATIENCE;
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
