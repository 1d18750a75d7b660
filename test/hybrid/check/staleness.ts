import { quantile } from "../../harness/quantile.ts";
import type { Deed } from "../record/deeds.ts";
import type { Sighting } from "../record/sightings.ts";
import { knownOf } from "./known.ts";

/** A time in which a reader, or with `null` every reader, was kept from what it needs. Nanoseconds. */
export interface Disturbance {
  readonly reader: string | null;
  readonly from: number;
  readonly to: number;
}

/** How long after its end was acknowledged a session was still read as active; milliseconds. */
export interface Staleness {
  /** How many times a reader saw a session live, and saw it refused after its end. */
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Connected again, a reader needs a moment; nanoseconds. */
const AFTERWARDS = 1e9;

/** By the readings with this bound alone, of readers that nothing kept from the feed, and of others. */
export function stalenessOf(
  deeds: readonly Deed[],
  sightings: ReadonlyMap<string, readonly Sighting[]>,
  disturbances: readonly Disturbance[],
  bound: number,
): { readonly connected: Staleness; readonly cut: Staleness } {
  const known = knownOf(deeds);
  const connected: number[] = [];
  const cut: number[] = [];
  for (const [reader, seen] of sightings) {
    const lastActive = new Map<string, number>();
    for (const each of seen) {
      if (each.kind !== "active" || each.bound !== bound) continue;
      lastActive.set(each.session, Math.max(each.begun, lastActive.get(each.session) ?? 0));
    }
    const mine = disturbances.filter((each) => each.reader === null || each.reader === reader);
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
