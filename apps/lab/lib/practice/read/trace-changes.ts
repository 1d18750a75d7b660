import type { Frame } from "sandbox/outcome";

/** A value of a step, compared with the step before. */
export interface Change {
  readonly name: string;
  readonly value: string;
  readonly state: "same" | "new" | "changed" | "removed";
}

/** Compares values with those of the step before. Removed values come last, with their former value. */
export function changes(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Change[] {
  const kept = Object.entries(after).map(([name, value]): Change => {
    if (!Object.hasOwn(before, name)) return { name, value, state: "new" };
    return { name, value, state: before[name] === value ? "same" : "changed" };
  });
  const removed = Object.entries(before)
    .filter(([name]) => !Object.hasOwn(after, name))
    .map(([name, value]): Change => ({ name, value, state: "removed" }));
  return [...kept, ...removed];
}

/** A step with all its changes. */
export interface Step {
  readonly frame: Frame;
  readonly variables: readonly Change[];
  readonly cookies: readonly Change[];
  /** `null` for a strategy without a store. */
  readonly store: readonly Change[] | null;
}

/** Returns the steps of a trace. The values of the first step are new. */
export function stepsOf(frames: readonly Frame[]): readonly Step[] {
  return frames.map((frame, index) => {
    const before = frames[index - 1];
    return {
      frame,
      variables: changes(before?.variables ?? {}, frame.variables),
      cookies: changes(before?.cookies ?? {}, frame.cookies),
      store: frame.store === null ? null : changes(before?.store ?? {}, frame.store),
    };
  });
}

export const PLACES = ["browser", "server", "store"] as const;
export type Place = (typeof PLACES)[number];

/** Returns the place that works in a step. The text of the step may say more: "server: verify". */
export function placeOf({ where }: Pick<Frame, "where">): Place | null {
  const text = where.toLowerCase();
  return (
    PLACES.find((place) => text.startsWith(place)) ??
    PLACES.find((place) => text.includes(place)) ??
    null
  );
}
