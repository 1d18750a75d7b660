import { type Duration, parseDuration } from "../duration.ts";
import { invalidConfig, type SignetError } from "../errors.ts";
import type { SessionFacts, SessionTerms } from "./types.ts";

/**
 * The `lifetime` option: how long sessions live.
 *
 * @example
 * ```ts
 * import type { LifetimeOptions } from "signet-auth";
 *
 * const lifetime: LifetimeOptions = { idle: "1h", absolute: "12h", renewAfter: "10m" };
 * ```
 */
export interface LifetimeOptions {
  /** The time after the last renewal at which a session ends. Default `"7d"`. */
  readonly idle?: Duration;
  /** The time after sign-in at which a session ends. No renewal extends it. Default `"30d"`. */
  readonly absolute?: Duration;
  /** The age at which a credential is renewed. Default: a seventh of `idle`. */
  readonly renewAfter?: Duration;
}

/** The names of {@link LIFETIME_PRESETS}: the authenticator assurance levels of NIST SP 800-63B-4. */
export type LifetimePreset = "aal1" | "aal2" | "aal3";

/** The checked lifetime options; milliseconds. */
export interface Lifetime {
  readonly idle: number;
  readonly absolute: number;
  readonly renewAfter: number;
  /** How far the clock of the server that issued a session may be ahead. */
  readonly clockTolerance: number;
}

const LIFETIME_KEYS = ["idle", "absolute", "renewAfter"];

/** The lifetime of sessions without a `lifetime` option. */
export const DEFAULT_LIFETIME: LifetimeOptions = { idle: "7d", absolute: "30d" };

/**
 * The lifetimes for the authenticator assurance levels of NIST SP 800-63B-4.
 *
 * @example
 * ```ts
 * import { LIFETIME_PRESETS } from "signet-auth";
 *
 * const lifetime = { ...LIFETIME_PRESETS.aal2, idle: "30m" } as const;
 * ```
 */
export const LIFETIME_PRESETS: Record<LifetimePreset, LifetimeOptions> = {
  aal1: { idle: "30d", absolute: "30d" },
  aal2: { idle: "1h", absolute: "24h" },
  aal3: { idle: "15m", absolute: "12h" },
};

/** Clocks that are synchronized by NTP differ by much less. */
const DEFAULT_CLOCK_TOLERANCE: Duration = "60s";
/** The maximum of `clockTolerance`; milliseconds. A larger difference needs a corrected clock. */
const MOST_CLOCK_TOLERANCE = 600_000;

/**
 * Checks the lifetime options and fills in the defaults.
 *
 * @throws {SignetError} `invalid-config` for an invalid duration, an `absolute` shorter than `idle`, a
 *   `renewAfter` that is not shorter than `idle`, or a `clockTolerance` of more than ten minutes.
 */
export function parseLifetime(
  options: LifetimeOptions | LifetimePreset | undefined,
  clockTolerance: Duration = DEFAULT_CLOCK_TOLERANCE,
): Lifetime {
  if (options !== undefined && !isObjectOrName(options)) throw notALifetime();
  const chosen = {
    ...DEFAULT_LIFETIME,
    ...(typeof options === "string" ? preset(options) : options),
  };
  const unknown = Object.keys(chosen).find((key) => !LIFETIME_KEYS.includes(key));
  if (unknown !== undefined) {
    throw invalidConfig(
      `lifetime.${unknown} is not an option. The options are ${LIFETIME_KEYS.join(", ")}.`,
    );
  }
  const idle = parseDuration(chosen.idle, "lifetime.idle");
  const absolute = parseDuration(chosen.absolute, "lifetime.absolute");
  const renewAfter =
    "renewAfter" in chosen
      ? parseDuration(chosen.renewAfter, "lifetime.renewAfter")
      : Math.floor(idle / 7);
  if (absolute < idle) {
    throw invalidConfig(
      "lifetime.absolute is shorter than lifetime.idle, so the idle time has no effect. Increase absolute or decrease idle.",
    );
  }
  if (renewAfter >= idle) {
    throw invalidConfig(
      "lifetime.renewAfter must be shorter than lifetime.idle, because an ended session cannot be renewed. Decrease renewAfter or increase idle.",
    );
  }
  return { idle, absolute, renewAfter, clockTolerance: parseTolerance(clockTolerance) };
}

function parseTolerance(clockTolerance: Duration): number {
  const tolerance = clockTolerance === 0 ? 0 : parseDuration(clockTolerance, "clockTolerance");
  if (tolerance <= MOST_CLOCK_TOLERANCE) return tolerance;
  throw invalidConfig(
    "clockTolerance must be at most ten minutes. Synchronize the clocks of the servers instead, for example by NTP.",
  );
}

function preset(name: string): LifetimeOptions {
  if (!isPreset(name)) throw notALifetime();
  return LIFETIME_PRESETS[name];
}

function isObjectOrName(options: unknown): boolean {
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  return isObject || typeof options === "string";
}

function notALifetime(): SignetError {
  return invalidConfig(
    'lifetime must be "aal1", "aal2", "aal3", or an object with idle, absolute and renewAfter.',
  );
}

function isPreset(name: string): name is LifetimePreset {
  return Object.hasOwn(LIFETIME_PRESETS, name);
}

/**
 * Returns the lifetime of a session: the shorter of the configured times and the session's own ones. A
 * session with a shorter `idle` is renewed after a seventh of it, or earlier if `renewAfter` is earlier.
 */
function lifetimeUnder(terms: SessionTerms | null, lifetime: Lifetime): Lifetime {
  if (terms === null) return lifetime;
  const idle = Math.min(terms.idle ?? lifetime.idle, lifetime.idle);
  const absolute = Math.min(terms.absolute ?? lifetime.absolute, lifetime.absolute);
  const renewAfter =
    idle < lifetime.idle
      ? Math.min(lifetime.renewAfter, Math.floor(idle / 7))
      : lifetime.renewAfter;
  return { ...lifetime, idle, absolute, renewAfter };
}

/**
 * Returns the end of a session: the earlier of the idle and the absolute end, by the configured lifetime
 * and by the session's own terms; milliseconds since the epoch.
 */
export function expiryOf(
  times: Pick<SessionFacts, "createdAt" | "renewedAt" | "terms">,
  lifetime: Lifetime,
): number {
  return earlierEnd(times, lifetimeUnder(times.terms, lifetime));
}

function earlierEnd(
  { createdAt, renewedAt }: Pick<SessionFacts, "createdAt" | "renewedAt">,
  { idle, absolute }: Pick<Lifetime, "idle" | "absolute">,
): number {
  return Math.min(renewedAt + idle, createdAt + absolute);
}

/** Returns the end of a session that no renewal extends; milliseconds since the epoch. */
export function absoluteEndOf(
  { createdAt, terms }: Pick<SessionFacts, "createdAt" | "terms">,
  lifetime: Lifetime,
): number {
  return createdAt + lifetimeUnder(terms, lifetime).absolute;
}

/** A margin larger than any clock difference; milliseconds. */
const A_DAY = 86_400_000;

/**
 * Returns a time after which no credential of a session is valid, with a margin of one day; milliseconds
 * since the epoch. It includes credentials that were issued while `absolute` was longer. The session's
 * own terms make it no earlier.
 */
export function endOfAllCredentials(
  { createdAt, expiresAt }: Pick<SessionFacts, "createdAt" | "expiresAt">,
  { absolute }: Pick<Lifetime, "absolute">,
): number {
  return Math.max(createdAt + absolute, expiresAt) + A_DAY;
}

/** Checks whether something happened at most `within` milliseconds before `now`. */
export function isRecent(at: number, within: number, now: number): boolean {
  return now - at <= within;
}

/** A live session. `expiresAt` is in milliseconds since the epoch. */
export interface Live {
  readonly live: true;
  readonly expiresAt: number;
  readonly renewalDue: boolean;
}

/** The result of {@link judge}. */
export type Judgement =
  | Live
  | { readonly live: false; readonly reason: "expired" | "not-yet-valid" };

/** The facts of a session that decide whether it is live. */
export type SessionTimes = Pick<SessionFacts, "createdAt" | "renewedAt" | "expiresAt" | "terms">;

/**
 * Decides from a session's times whether the session is live, and whether a renewal is due. The earliest
 * counts of the stored end, the end by the current lifetime options, and the end by the session's own
 * terms. So a shorter lifetime takes effect immediately, and a longer one with the next renewal. A
 * session has ended at the millisecond of its end (RFC 7519, section 4.1.4).
 */
export function judge(times: SessionTimes, configured: Lifetime, now: number): Judgement {
  const lifetime = lifetimeUnder(times.terms, configured);
  if (Math.max(times.createdAt, times.renewedAt) > now + lifetime.clockTolerance) {
    return { live: false, reason: "not-yet-valid" };
  }
  const expiresAt = Math.min(times.expiresAt, earlierEnd(times, lifetime));
  if (!(now < expiresAt)) return { live: false, reason: "expired" };
  const renewalDue =
    now - times.renewedAt >= lifetime.renewAfter &&
    earlierEnd({ createdAt: times.createdAt, renewedAt: now }, lifetime) > expiresAt;
  return { live: true, expiresAt, renewalDue };
}
