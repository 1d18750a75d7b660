import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Command, Tally, Task } from "./task.ts";

/** The parent's handle of an application process. */
export interface App {
  /** The files of recorded store operations, one per task. */
  readonly logs: readonly string[];
  /** Runs a task. Rejects when the process ends before the task does. */
  readonly run: (task: Task) => Promise<Tally>;
  /** Ends an endless task. */
  readonly stop: () => void;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
}

const main = join(import.meta.dirname, "main.ts");
let started = 0;

/** Starts an application process that uses the store at this address. It writes logs into the folder. */
export async function startApp(address: string, folder: string): Promise<App> {
  const name = `app-${process.pid}-${started++}`;
  const logs: string[] = [];
  const child = fork(main, [address], { execArgv: ["--disable-warning=ExperimentalWarning"] });
  await answerOf(child);
  return {
    logs,
    async run(task) {
      const log = join(folder, `${name}-${logs.length}.log`);
      logs.push(log);
      child.send({ task, log } satisfies Command);
      return (await answerOf(child)).tally;
    },
    stop() {
      child.send("stop");
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function answerOf(child: ChildProcess): Promise<{ tally: Tally }> {
  const stop = new AbortController();
  try {
    return await Promise.race([
      once(child, "message", { signal: stop.signal }).then(([message]) => message),
      once(child, "exit", { signal: stop.signal }).then(([code, signal]) => {
        throw new Error(
          `An application process ended with ${code ?? signal} before its task was done.`,
        );
      }),
    ]);
  } finally {
    stop.abort();
  }
}
