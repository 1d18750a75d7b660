import { type Duration, parseDuration } from "../duration.ts";
import type { Guarding, ReadOptions } from "../engine/api.ts";
import { StoreUnavailableError } from "../errors.ts";
import { type Problem, problemOf } from "../http/problem.ts";
import type { Reading, Session } from "../session/types.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";

/** What a guard asks for besides a session. */
export interface GuardOptions {
  /**
   * How long ago the user may have signed in at most, for what a stolen device must not do. Who
   * signed in earlier has to sign in again.
   */
  readonly within?: Duration;
}

/** `GuardOptions`, and where there is a store to ask, how old the truth may be that a guard goes by. */
export type GuardOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? GuardOptions
  : GuardOptions & ReadOptions;

/** The session of a reading, or `null` for signed out. Not knowing is neither: it throws. */
export function sessionOf<Data>(reading: Reading<Data>): Session<Data> | null {
  if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
  return reading.status === "active" ? reading.session : null;
}

/** Checks a guard's options where it is made, so that a mistake shows before the first request. */
export function checkGuard({ within, maxStaleness }: GuardOptions & ReadOptions): void {
  if (within !== undefined) parseDuration(within, "within");
  if (maxStaleness !== undefined) parseDuration(maxStaleness, "maxStaleness");
}

/** What a reading is asked with; `undefined` where nothing of it was said. */
export function readOptionsIn({
  fresh,
  maxStaleness,
}: {
  readonly [option in keyof ReadOptions]: ReadOptions[option] | undefined;
}): ReadOptions | undefined {
  if (fresh === undefined && maxStaleness === undefined) return undefined;
  return {
    ...(fresh === undefined ? {} : { fresh }),
    ...(maxStaleness === undefined ? {} : { maxStaleness }),
  };
}

/** The session that every guard lets in, or the problem by which it keeps the visitor out. */
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
