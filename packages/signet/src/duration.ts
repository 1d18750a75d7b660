import { invalidConfig } from "./errors.ts";

/**
 * A duration: a number of seconds, or a whole number with a unit, such as `"30s"`, `"15m"`, `"12h"`,
 * `"7d"` or `"2w"`.
 *
 * @example
 * ```ts
 * import type { Duration } from "signet-auth";
 *
 * const quarterOfAnHour: Duration = "15m";
 * const ninetySeconds: Duration = 90;
 * ```
 */
export type Duration = number | `${number}${"s" | "m" | "h" | "d" | "w"}`;

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const LONGEST = 100 * 365 * MILLISECONDS.d;

/**
 * Converts a duration to milliseconds.
 *
 * @param name the option of the duration, for the error message.
 * @throws {SignetError} `invalid-config` for a value that is no duration with a known unit, or is
 *   shorter than one second or longer than 100 years.
 */
export function parseDuration(value: unknown, name: string): number {
  const milliseconds = toMilliseconds(value);
  if (milliseconds === null) throw invalidConfig(notADuration(name));
  return milliseconds;
}

/** Converts a duration to milliseconds. Returns `null` for a value that {@link parseDuration} refuses. */
export function toMilliseconds(value: unknown): number | null {
  const milliseconds =
    typeof value === "number" ? value * 1_000 : typeof value === "string" ? fromText(value) : null;
  const isDuration = milliseconds !== null && milliseconds >= 1_000 && milliseconds <= LONGEST;
  return isDuration ? Math.round(milliseconds) : null;
}

/** Returns the sentence that says what a duration is. `name` is the option of the refused value. */
export function notADuration(name: string): string {
  return `${name} must be a duration from one second to 100 years. Give a number of seconds, or a text with a unit such as "30s", "15m", "12h", "7d" or "2w".`;
}

function fromText(text: string): number | null {
  const match = /^(\d{1,10})([smhdw])$/.exec(text);
  if (match === null) return null;
  return Number(match[1]) * MILLISECONDS[match[2] as keyof typeof MILLISECONDS];
}
