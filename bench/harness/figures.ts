import type { Measured } from "./measure.ts";
import type { RatioTarget, Target } from "./question.ts";

export type Verdict = Target & {
  /** What was measured, in the target's own sense: a ratio, or nanoseconds. */
  readonly measured: number;
  /** The same by processor time; for comparison, not for the verdict. */
  readonly measuredCpu: number;
  readonly met: boolean;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Half the distance between the quartiles, as a share of the median. */
export function spread(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return (at(0.75) - at(0.25)) / 2 / median(values);
}

/**
 * How many times as long the one takes as the other: the median over the rounds of the ratio within
 * a round, so that a slow moment of the machine cancels out.
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
  if (found === undefined) throw new Error(`No contestant is called ${JSON.stringify(name)}.`);
  return found;
}
