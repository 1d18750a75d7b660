/**
 * The worker of the practice pages. It fetches nothing: the page sends all code, and the worker's own
 * policy allows no connection.
 */

import { mostWork } from "../run/limits.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { startQuickJS } from "./quickjs.ts";
import { createRunner, type Runner } from "./runner.ts";

const send = (message: FromWorker) => self.postMessage(message);
let runner: Runner | null = null;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  void handle(data);
});

async function handle(message: ToWorker): Promise<void> {
  const run = message.kind === "run" ? message.run : null;
  try {
    if (message.kind === "load") {
      const { wasm, guest } = message;
      runner = createRunner(() => startQuickJS(wasm), guest, { mostWork });
      await runner.prepare();
      send({ kind: "ready" });
      return;
    }
    if (runner === null) throw new Error("The worker got a program before its engine.");
    send({ kind: "started", run: message.run });
    send({ kind: "done", run: message.run, outcome: await runner.run(message.program) });
    await runner.prepare();
  } catch (error) {
    send({ kind: "failed", run, message: error instanceof Error ? error.message : String(error) });
  }
}
