import type { QuickJSWASMModule } from "quickjs-emscripten-core";
import type { End, Outcome, Program } from "../outcome.ts";
import { execute } from "../run/execute.ts";
import type { Guest } from "../run/guest.ts";
import { createMachine, type Machine } from "../run/machine.ts";

export interface Runner {
  /** Prepares the next machine, so that the next run begins at once. */
  prepare(): Promise<void>;
  run(program: Program): Promise<Outcome>;
}

const host = {
  randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
  realNow: () => performance.now(),
};

/**
 * The ends after which a QuickJS is not used again: a runtime that was stopped in the middle can leave
 * objects behind, and then QuickJS aborts when it is disposed.
 */
const ABANDONED: readonly End[] = ["too-long", "memory"];

/**
 * Creates a runner. Each run has a machine of its own, so nothing stays from one run to the next.
 *
 * @param start starts a QuickJS. It is called again when a run has used one up.
 * @param workNow milliseconds of the clock that limits the work of a program.
 */
export function createRunner(
  start: () => Promise<QuickJSWASMModule>,
  guest: Guest,
  workNow: () => number = host.realNow,
): Runner {
  let quickjs = start();
  let next: Machine | null = null;

  async function take(): Promise<Machine> {
    const machine = next ?? createMachine(await quickjs, guest, host);
    next = null;
    return machine;
  }

  function restart(): void {
    next = null;
    quickjs = start();
  }

  function leave(machine: Machine, end: End | null): void {
    if (end !== null && !ABANDONED.includes(end)) {
      try {
        machine.dispose();
        return;
      } catch {
        // QuickJS has aborted.
      }
    }
    restart();
  }

  return {
    async prepare() {
      if (next !== null) return;
      next = createMachine(await quickjs, guest, host);
      next.warm();
    },
    async run(program) {
      const machine = await take();
      let end: End | null = null;
      try {
        const outcome = execute(machine, program, { realNow: host.realNow, workNow });
        end = outcome.end;
        return outcome;
      } finally {
        leave(machine, end);
      }
    },
  };
}
