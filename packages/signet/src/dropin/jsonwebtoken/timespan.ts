import { milliseconds } from "./milliseconds.ts";

/** Adds a timespan to a time in seconds; returns `undefined` when the timespan is wrong. */
export function addTimespan(seconds: number, timespan: unknown): number | undefined {
  if (typeof timespan === "number") return seconds + timespan;
  if (typeof timespan !== "string") return undefined;
  const span = milliseconds(timespan);
  return span === undefined ? undefined : Math.floor(seconds + span / 1_000);
}
