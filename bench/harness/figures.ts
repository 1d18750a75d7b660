import type { Measured } from "./measured.ts";
import type { RatioTarget, Target } from "./question.ts";

export type Verdict = Target & {
  /** The measured value in the unit of the target: a ratio, or nanoseconds. */
  readonly measured: number;
  /** The same value in processor time. It is shown and does not affect the verdict. */
  readonly measuredCpu: number;
  readonly met: boolean;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Returns half the distance between the quartiles, as a share of the median. */
export function spread(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return (at(0.75) - at(0.25)) / 2 / median(values);
}

/**
 * Returns how many times as long the first contestant takes as the second: the median of the ratios
 * within each round, so that slow moments of the machine cancel out.
 */
export function ratio(of: Measured, to: Measured): number {
  return median(of.rounds.map((time, round) => time / (to.rounds[round] ?? Number.NaN)));
}

function cpuRatio(of: Measured, to: Measured): number {
  return median(of.cpuRounds) / median(to.cpuRounds);
}

export function judge(targets: readonly Target[], all: readonly Measured[]): Verdict[] {
  return targets.map((target) => {
    if (!("nanoseconds" in target)) return judgeRatio(target, all);
    const { rounds, cpuRounds } = named(all, target.ours);
    const measured = median(rounds);
    const met = measured <= target.nanoseconds;
    return { ...target, measured, measuredCpu: median(cpuRounds), met };
  });
}

function judgeRatio(target: RatioTarget, all: readonly Measured[]): Verdict {
  const ours = named(all, target.ours);
  const other = named(all, target.against);
  const atMost = target.bound === "at most";
  const [upper, lower] = atMost ? [ours, other] : [other, ours];
  const measured = ratio(upper, lower);
  const met = atMost ? measured <= target.times : measured >= target.times;
  return { ...target, measured, measuredCpu: cpuRatio(upper, lower), met };
}

export function named(measured: readonly Measured[], name: string): Measured {
  const found = measured.find((one) => one.name === name);
  if (found === undefined) throw new Error(`Unknown contestant: ${JSON.stringify(name)}.`);
  return found;
}
