import type { QuickJSWASMModule } from "quickjs-emscripten-core";
import type { End, Outcome, Program } from "../outcome.ts";
import { execute } from "../run/execute.ts";
import type { Guest } from "../run/guest.ts";
import { MOST_WORK_MS } from "../run/limits.ts";
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

interface Options {
  /** Milliseconds of the clock that limits the work of a program. Default: the real clock. */
  readonly workNow?: () => number;
  /**
   * Returns the most work of a program in milliseconds, from the milliseconds in which the device ran the
   * file that prepares encryption. Default: the same work on each device.
   */
  readonly mostWork?: (preparedIn: number) => number;
}

/** A machine, and the most work in milliseconds of the program that will run in it. */
interface Prepared {
  readonly machine: Machine;
  readonly mostWork: number;
}

/**
 * Creates a runner. Each run has a machine of its own, so nothing stays from one run to the next.
 *
 * @param start starts a QuickJS. It is called again when a run has used one up.
 */
export function createRunner(
  start: () => Promise<QuickJSWASMModule>,
  guest: Guest,
  { workNow = host.realNow, mostWork = () => MOST_WORK_MS }: Options = {},
): Runner {
  let quickjs = start();
  let next: Prepared | null = null;

  async function take(): Promise<Prepared> {
    const taken = next ?? {
      machine: createMachine(await quickjs, guest, host),
      mostWork: MOST_WORK_MS,
    };
    next = null;
    return taken;
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
      const machine = createMachine(await quickjs, guest, host);
      const start = workNow();
      machine.warm();
      next = { machine, mostWork: mostWork(workNow() - start) };
    },
    async run(program) {
      const { machine, mostWork } = await take();
      let end: End | null = null;
      try {
        const outcome = execute(machine, program, { realNow: host.realNow, workNow, mostWork });
        end = outcome.end;
        return outcome;
      } finally {
        leave(machine, end);
      }
    },
  };
}
