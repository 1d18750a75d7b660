import { do_not_optimize as consume, measure as sample } from "mitata";
import type { Measured } from "./measured.ts";
import type { Contestant } from "./question.ts";

export interface Effort {
  readonly rounds: number;
  /** The warm-up time of each contestant, for compilation by V8; milliseconds. */
  readonly warmUp: number;
  /** The time of each contestant in each round; milliseconds. */
  readonly slice: number;
}

export const THOROUGH: Effort = { rounds: 25, warmUp: 600, slice: 80 };
export const QUICK: Effort = { rounds: 1, warmUp: 0, slice: 1 };

/** The intended duration of one sample, long enough to make clock reads negligible; nanoseconds. */
const SAMPLE = 1_000_000;

interface Runner {
  readonly contestant: Contestant;
  readonly once: () => unknown;
  readonly batch: number;
  readonly rounds: number[];
  readonly cpuRounds: number[];
}

interface Sample {
  readonly time: number;
  readonly cpu: number;
}

/**
 * Times all contestants in turn, in many short slices and in a different order in each round, so that
 * other load of the machine affects all contestants alike.
 */
export async function measure(
  contestants: readonly Contestant[],
  effort: Effort,
  onProgress: (done: number) => void,
): Promise<Measured[]> {
  const runners: Runner[] = [];
  for (const contestant of contestants) runners.push(await warmUp(contestant, effort));
  for (let round = 0; round < effort.rounds; round++) {
    onProgress(round / effort.rounds);
    for (const runner of shuffled(runners)) {
      const { time, cpu } = await slice(runner, effort.slice);
      runner.rounds.push(time);
      runner.cpuRounds.push(cpu);
    }
  }
  onProgress(1);
  return runners.map(({ contestant: { name, note, group, floor }, rounds, cpuRounds }) => ({
    name,
    note,
    group,
    floor,
    rounds,
    cpuRounds,
  }));
}

async function warmUp(contestant: Contestant, effort: Effort): Promise<Runner> {
  if (contestant.prepare !== null) return warmUpCounted(contestant, contestant.prepare, effort);
  const first = contestant.run();
  await first;
  // mitata awaits a promise. A plain result must be consumed, so that V8 does not optimise it away.
  const once = first instanceof Promise ? contestant.run : () => consume(contestant.run());
  const cold: Runner = { contestant, once, batch: 4, rounds: [], cpuRounds: [] };
  const { time } = await slice(cold, effort.warmUp);
  const batch =
    4 * Math.min(256, Math.max(1, Math.round(SAMPLE / time / contestant.operations / 4)));
  return { ...cold, batch };
}

/** Warms up a contestant with prepared inputs, and determines the number of runs of a slice. */
async function warmUpCounted(
  contestant: Contestant,
  prepare: (runs: number) => Promise<void>,
  effort: Effort,
): Promise<Runner> {
  let runner: Runner = { contestant, once: contestant.run, batch: 1, rounds: [], cpuRounds: [] };
  for (let spent = 0; spent < effort.warmUp * 1e6; ) {
    const { time } = await countedSlice(runner, prepare);
    const run = time * contestant.operations;
    spent += run * runner.batch;
    runner = { ...runner, batch: Math.max(1, Math.round((effort.slice * 1e6) / run)) };
  }
  return runner;
}

async function countedSlice(
  { contestant, once, batch }: Runner,
  prepare: (runs: number) => Promise<void>,
): Promise<Sample> {
  await prepare(batch);
  collectGarbage();
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (let run = 0; run < batch; run++) await once();
  const time = Number(process.hrtime.bigint() - start);
  const { user, system } = process.cpuUsage(before);
  const done = batch * contestant.operations;
  return { time: time / done, cpu: ((user + system) * 1_000) / done };
}

/** Runs a contestant for this time. Returns the times of one operation; nanoseconds. */
async function slice(runner: Runner, milliseconds: number): Promise<Sample> {
  const { once, batch } = runner;
  const { operations, prepare } = runner.contestant;
  if (prepare !== null) return countedSlice(runner, prepare);
  let calls = 0;
  const counted = (): unknown => {
    calls++;
    return once();
  };
  const before = process.cpuUsage();
  const { avg } = await sample(counted, {
    gc: collectGarbage,
    min_cpu_time: milliseconds * 1e6,
    min_samples: 5,
    batch_samples: batch,
    // Infinity: always in batches, even when the first call is slow.
    batch_threshold: Number.POSITIVE_INFINITY,
    warmup_threshold: Number.POSITIVE_INFINITY,
  });
  const { user, system } = process.cpuUsage(before);
  const done = calls * operations;
  return { time: avg / operations, cpu: ((user + system) * 1_000) / done };
}

/** Collects garbage before each slice, so that no contestant pays for the garbage of another. */
function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("Start Node with --expose-gc.");
  globalThis.gc({ type: "minor" });
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
