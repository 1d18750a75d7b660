import { quantile } from "../../harness/quantile.ts";
import type { Observation } from "../history/observations.ts";
import type { Operation } from "../history/operations.ts";
import { outcomesOf } from "./session-outcome.ts";

/** The time of a fault that affects one reader, or with `null` every reader. Nanoseconds. */
export interface FaultPeriod {
  readonly reader: string | null;
  readonly from: number;
  readonly to: number;
}

/** How long sessions were still read as active after their acknowledged end; milliseconds. */
export interface Staleness {
  /** The number of sessions per reader that were read as active, and refused after their end. */
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** The time that a reader needs to recover after a fault; nanoseconds. */
const AFTERWARDS = 1e9;

/** Measures the staleness of readings with this bound, separately with and without faults. */
export function stalenessOf(
  operations: readonly Operation[],
  observations: ReadonlyMap<string, readonly Observation[]>,
  periods: readonly FaultPeriod[],
  bound: number,
): { readonly connected: Staleness; readonly cut: Staleness } {
  const known = outcomesOf(operations);
  const connected: number[] = [];
  const cut: number[] = [];
  for (const [reader, seen] of observations) {
    const lastActive = new Map<string, number>();
    for (const each of seen) {
      if (each.kind !== "active" || each.bound !== bound) continue;
      lastActive.set(each.session, Math.max(each.begun, lastActive.get(each.session) ?? 0));
    }
    const mine = periods.filter((each) => each.reader === null || each.reader === reader);
    for (const each of seen) {
      if (each.kind !== "refused") continue;
      const ended = known.get(each.session)?.ended ?? Infinity;
      const last = lastActive.get(each.session);
      if (last === undefined || each.begun < ended) continue;
      const until = Math.max(last, ended);
      const isCut = mine.some(({ from, to }) => from < until && ended < to + AFTERWARDS);
      (isCut ? cut : connected).push((until - ended) / 1e6);
    }
  }
  return { connected: summed(connected), cut: summed(cut) };
}

function summed(samples: readonly number[]): Staleness {
  const at = (share: number) => quantile(samples, share);
  return { samples: samples.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
