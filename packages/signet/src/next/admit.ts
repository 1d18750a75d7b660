import type { Guarding } from "../engine/api.ts";
import { StoreUnavailableError } from "../errors.ts";
import { type Problem, problemOf } from "../http/problem.ts";
import { assuranceOf } from "../session/assurance.ts";
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
 * refuses. A second factor that is too old is `not-recent`, because a whole sign-in always renews it.
 */
export function admit<Data extends object>(
  engine: Guarding<Data>,
  reading: Reading<Data>,
  { within, factor }: GuardOptions,
): Session<Data> | Problem {
  if (reading.status !== "active") return problemOf(reading) ?? "unavailable";
  const { session } = reading;
  // Every other value than 1 needs two factors, also one that only JavaScript can pass.
  const needed = (factor ?? engine.defaultFactor ?? 1) === 1 ? undefined : 2;
  if (needed === 2 && assuranceOf(session) !== "aal2") return "second-factor";
  return within === undefined || engine.isProvedWithin(session, within, needed)
    ? session
    : "not-recent";
}
