import type { FromWorker, ToWorker } from "./host/messages.ts";
import type { Outcome, Program } from "./outcome.ts";
import { MOST_TIME_MS } from "./run/limits.ts";
import { STOPPED } from "./run/sentences.ts";

export type * from "./outcome.ts";

/** Runs programs in a worker of this page. */
export interface Engine {
  /**
   * Runs a program. Runs come one after the other.
   *
   * @throws {Error} if the files of the engine cannot be loaded. The next run loads them again.
   */
  run(program: Program): Promise<Outcome>;
}

/** The compiled WebAssembly and the code inside QuickJS. They stay when a worker is ended. */
interface Files {
  readonly wasm: WebAssembly.Module;
  readonly guest: Extract<ToWorker, { kind: "load" }>["guest"];
}

/**
 * Creates an engine. It loads nothing before the first run.
 *
 * @param base the URL of the folder with worker.js, quickjs.wasm and guest.json.
 */
export function engine(base: string): Engine {
  let files: Promise<Files> | null = null;
  let worker: Promise<Worker> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let runs = 0;

  async function load(): Promise<Worker> {
    try {
      files ??= loadFiles(base);
      return await startWorker(base, await files);
    } catch (error) {
      files = null;
      throw error;
    }
  }

  async function runNow(program: Program): Promise<Outcome> {
    worker ??= load();
    let current: Worker;
    try {
      current = await worker;
    } catch (error) {
      worker = null;
      throw error;
    }
    runs += 1;
    const outcome = await runIn(current, runs, program);
    if (outcome !== null) return outcome;
    current.terminate();
    // The next worker starts now, so that the next run need not wait for it.
    worker = load();
    worker.catch(() => {
      worker = null;
    });
    return stopped;
  }

  return {
    run(program) {
      const run = last.then(() => runNow(program));
      last = run.catch(() => undefined);
      return run;
    },
  };
}

async function loadFiles(base: string): Promise<Files> {
  const [wasm, guest] = await Promise.all([
    WebAssembly.compileStreaming(get(`${base}/quickjs.wasm`)),
    get(`${base}/guest.json`).then((response) => response.json()),
  ]);
  return { wasm, guest };
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

/** Starts a worker and waits until it is ready. */
function startWorker(base: string, { wasm, guest }: Files): Promise<Worker> {
  const worker = new Worker(`${base}/worker.js`, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(`The worker did not start. ${event.message ?? ""}`.trim()));
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === "ready") resolve(worker);
      if (data.kind === "failed") reject(new Error(data.message));
    };
    send(worker, { kind: "load", wasm, guest });
  });
}

/** Runs a program. Returns `null` if the worker does not answer in time. */
function runIn(worker: Worker, run: number, program: Program): Promise<Outcome | null> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (settle: () => void) => {
      clearTimeout(timer);
      worker.onmessage = null;
      worker.onerror = null;
      settle();
    };
    worker.onerror = () => end(() => resolve(null));
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === "ready" || data.run !== run) return;
      if (data.kind === "started") timer = setTimeout(() => end(() => resolve(null)), MOST_TIME_MS);
      if (data.kind === "done") end(() => resolve(data.outcome));
      if (data.kind === "failed") end(() => reject(new Error(data.message)));
    };
    send(worker, { kind: "run", run, program });
  });
}

function send(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

const stopped: Outcome = {
  end: "stopped",
  sentence: STOPPED,
  error: null,
  lines: [],
  calls: [],
  frames: [],
  measurements: [],
  claims: [],
  milliseconds: MOST_TIME_MS,
};
