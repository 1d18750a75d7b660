import { type Duration, notADuration, toMilliseconds } from "../duration.ts";
import { SignetError } from "../errors.ts";
import { isPlain } from "../options.ts";
import { type AskedTerms, termsAsked } from "./asked-terms.ts";
import type { Lifetime } from "./lifetime.ts";
import type { SessionTerms } from "./types.ts";

/**
 * The `lifetime` of `signIn()`: a shorter life for one session. A time that is left out is the configured
 * one. There is no `renewAfter`: it is the earlier of the configured one and a seventh of the session's
 * own `idle`.
 *
 * @example
 * ```ts
 * import type { SessionLifetimeOptions } from "signet-auth";
 *
 * const untilEvening: SessionLifetimeOptions = { idle: "1h", absolute: "12h" };
 * ```
 */
export type SessionLifetimeOptions =
  | {
      /** The time after the last renewal at which the session ends. At most the configured `idle`. */
      readonly idle: Duration;
      /** The time after sign-in at which the session ends. At most the configured `absolute`. */
      readonly absolute?: Duration;
    }
  | {
      /** The time after the last renewal at which the session ends. At most the configured `idle`. */
      readonly idle?: Duration;
      /** The time after sign-in at which the session ends. At most the configured `absolute`. */
      readonly absolute: Duration;
    };

/**
 * Checks `lifetime` and `persistent` of `signIn()`. Returns `null` when the session has the configured
 * terms.
 *
 * @param configured the lifetime that a session may not exceed.
 * @throws {SignetError} `invalid-input`.
 */
export function parseTerms(
  given: GivenTerms,
  configured: Pick<Lifetime, "idle" | "absolute">,
): SessionTerms | null {
  return termsAsked(parseAskedTerms(given, configured));
}

/** `lifetime` and `persistent` as a caller in JavaScript may give them. */
interface GivenTerms {
  readonly lifetime?: unknown;
  readonly persistent?: unknown;
}

/**
 * Checks `lifetime` and `persistent` of one step of a sign-in, as `parseTerms` does.
 *
 * @throws {SignetError} `invalid-input`.
 */
export function parseAskedTerms(
  { lifetime, persistent }: GivenTerms,
  configured: Pick<Lifetime, "idle" | "absolute">,
): AskedTerms {
  if (persistent !== undefined && typeof persistent !== "boolean") {
    throw invalidInput(
      'persistent must be true or false. A text such as "on" of a form is neither: compare it, such as form.get("remember") === "on".',
    );
  }
  const times = lifetime === undefined ? CONFIGURED : parseTimes(lifetime, configured);
  return { ...times, persistent: persistent ?? null };
}

type Times = Pick<SessionTerms, "idle" | "absolute">;

const CONFIGURED: Times = { idle: null, absolute: null };

function parseTimes(lifetime: unknown, configured: Pick<Lifetime, "idle" | "absolute">): Times {
  if (!isPlain(lifetime) || Object.keys(lifetime).length === 0) {
    throw invalidInput(
      "lifetime of signIn() must be an object with idle, absolute or both. Leave it out for the configured lifetime.",
    );
  }
  const unknown = Object.keys(lifetime).find((name) => name !== "idle" && name !== "absolute");
  if (unknown !== undefined) {
    throw invalidInput(
      `lifetime.${unknown} cannot be set for one session. signIn() takes lifetime.idle and lifetime.absolute.`,
    );
  }
  const idle = timeIn(lifetime, "idle", configured.idle);
  const absolute = timeIn(lifetime, "absolute", configured.absolute);
  if (idle !== null && absolute !== null && absolute < idle) {
    throw invalidInput(
      "lifetime.absolute of signIn() is shorter than its lifetime.idle, so the idle time has no effect. Increase absolute, or leave idle out.",
    );
  }
  return { idle, absolute };
}

function timeIn(
  lifetime: Readonly<Record<string, unknown>>,
  name: "idle" | "absolute",
  most: number,
): number | null {
  if (!Object.hasOwn(lifetime, name)) return null;
  const time = toMilliseconds(lifetime[name]);
  if (time === null) throw invalidInput(notADuration(`lifetime.${name} of signIn()`));
  if (time <= most) return time;
  throw invalidInput(
    `lifetime.${name} of signIn() is ${time / 1_000} s, and the configured lifetime.${name} is ${most / 1_000} s. A session can only live shorter than configured. Give a shorter time, or configure a longer one.`,
  );
}

function invalidInput(message: string): SignetError {
  return new SignetError("invalid-input", message);
}
