import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Order, Tally, Task } from "./task.ts";

/** A process of an application, seen from outside. */
export interface App {
  /** Where it recorded what it asked the store: a file for each task. */
  readonly logs: readonly string[];
  /** Does a task. Rejects when the process ends before it is done. */
  readonly run: (task: Task) => Promise<Tally>;
  /** Lets a task that goes on for ever come to its end. */
  readonly stop: () => void;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
}

const main = join(import.meta.dirname, "main.ts");
let started = 0;

/** Starts an application process on the store of this address; its logs go into the folder. */
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
      child.send({ task, log } satisfies Order);
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
        throw new Error(`An application process ended with ${code ?? signal} before it was done.`);
      }),
    ]);
  } finally {
    stop.abort();
  }
}
