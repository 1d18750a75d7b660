import type { Guarding } from "../engine/api.ts";
import { StoreUnavailableError } from "../errors.ts";
import { type Problem, problemOf } from "../http/problem.ts";
import type { Reading, Session } from "../session/types.ts";
import type { GuardOptions } from "./guard-options.ts";

/**
 * Returns the session of a reading; `null` without a live session.
 *
 * @throws {StoreUnavailableError} when the store did not answer.
 */
export function sessionOf<Data>(reading: Reading<Data>): Session<Data> | null {
  if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
  return reading.status === "active" ? reading.session : null;
}

/**
 * Returns the session of a reading if the guard accepts it, or the problem for which the guard
 * refuses.
 */
export function admit<Data extends object>(
  engine: Guarding<Data>,
  reading: Reading<Data>,
  { within }: GuardOptions,
): Session<Data> | Problem {
  if (reading.status !== "active") return problemOf(reading) ?? "unavailable";
  return within === undefined || engine.isProvedWithin(reading.session, within)
    ? reading.session
    : "not-recent";
}
