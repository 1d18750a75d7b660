import { clock as virtual } from "../globals/runtime.ts";

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Returns milliseconds. A text is a number and a unit: "500ms", "90s", "59m", "1h", "2d". */
function millisecondsOf(time: number | string): number {
  const [, digits = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(String(time)) ?? [];
  const milliseconds =
    typeof time === "number" ? time : Number(digits) * (UNITS[unit] ?? Number.NaN);
  if (
    !(milliseconds >= 0 && milliseconds < Number.POSITIVE_INFINITY) ||
    (unit === "" && typeof time === "string")
  ) {
    throw new TypeError(
      `clock.advance() got ${String(time)}. Pass milliseconds, or a number and a unit, such as "90s", "59m", "1h" or "2d".`,
    );
  }
  return milliseconds;
}

export const clock = {
  /** Moves the clock, and runs the timers that are due on the way. Await it. */
  advance: async (time: number | string): Promise<void> => virtual.advance(millisecondsOf(time)),
  /** Milliseconds since the Unix epoch. */
  now: (): number => virtual.now(),
};
