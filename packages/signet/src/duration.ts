import { invalidConfig } from "./errors.ts";

/** Seconds as a number, or a whole number with its unit: `"30s"`, `"15m"`, `"12h"`, `"7d"`, `"2w"`. */
export type Duration = number | `${number}${"s" | "m" | "h" | "d" | "w"}`;

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const LONGEST = 100 * 365 * MILLISECONDS.d;

/**
 * Reads a duration as milliseconds. `name` is the option it came from, for the message.
 *
 * @throws {SignetError} `invalid-config` when it is not a positive duration with a known unit, or
 *   is longer than a hundred years.
 */
export function parseDuration(value: unknown, name: string): number {
  const milliseconds =
    typeof value === "number" ? value * 1_000 : typeof value === "string" ? fromText(value) : null;
  if (milliseconds === null || !(milliseconds >= 1_000) || milliseconds > LONGEST) {
    throw invalidConfig(
      `${name} must be a duration from one second to a hundred years: a number of seconds, or text with its unit such as "30s", "15m", "12h", "7d" or "2w".`,
    );
  }
  return Math.round(milliseconds);
}

function fromText(text: string): number | null {
  const match = /^(\d{1,10})([smhdw])$/.exec(text);
  if (match === null) return null;
  return Number(match[1]) * MILLISECONDS[match[2] as keyof typeof MILLISECONDS];
}
