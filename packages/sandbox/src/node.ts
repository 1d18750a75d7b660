import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startQuickJS } from "./host/quickjs.ts";
import { createRunner, type Runner } from "./host/runner.ts";
import type { Outcome, Program } from "./outcome.ts";
import type { Guest } from "./run/guest.ts";

export type * from "./outcome.ts";

let started: Promise<Runner> | null = null;

/**
 * Runs a program in this process, with the files that the build made. The limits of work and memory hold,
 * but nothing stops one endless native call: give it only programs of the content.
 */
export async function runProgram(program: Program): Promise<Outcome> {
  started ??= start();
  return (await started).run(program);
}

async function start(): Promise<Runner> {
  const here = dirname(fileURLToPath(import.meta.url));
  // This file runs as src/node.ts and as dist/node.js.
  const file = (name: string) => join(here, "..", "dist", name);
  const wasm = await WebAssembly.compile(readFileSync(file("quickjs.wasm")));
  const guest: Guest = JSON.parse(readFileSync(file("guest.json"), "utf8"));
  return createRunner(() => startQuickJS(wasm), guest, { workNow });
}

/** Milliseconds that this thread has worked. A busy machine makes no program of the content too long. */
function workNow(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
