import { milliseconds } from "./milliseconds.ts";

/** The second that lies a timespan after another; `undefined` when it is none. */
export function after(seconds: number, timespan: unknown): number | undefined {
  if (typeof timespan === "number") return seconds + timespan;
  if (typeof timespan !== "string") return undefined;
  const span = milliseconds(timespan);
  return span === undefined ? undefined : Math.floor(seconds + span / 1_000);
}
