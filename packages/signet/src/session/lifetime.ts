import { type Duration, parseDuration } from "../duration.ts";
import { invalidConfig, type SignetError } from "../errors.ts";
import type { SessionFacts } from "./types.ts";

/** How long sessions live, as the user writes it. */
export interface LifetimeOptions {
  /** Ends a session that has not been renewed for this long. Default {@link DEFAULT_LIFETIME}. */
  readonly idle?: Duration;
  /** Ends any session this long after sign-in; no renewal moves it. */
  readonly absolute?: Duration;
  /** How old a credential must be before it is renewed. Default: a seventh of `idle`. */
  readonly renewAfter?: Duration;
}

/** The presets of NIST SP 800-63B-4, by authenticator assurance level. */
export type LifetimePreset = "aal1" | "aal2" | "aal3";

/** How long sessions live, checked; milliseconds. */
export interface Lifetime {
  readonly idle: number;
  readonly absolute: number;
  readonly renewAfter: number;
  /** How far ahead the clock of the server that issued a session may be. */
  readonly clockTolerance: number;
}

const LIFETIME_KEYS = ["idle", "absolute", "renewAfter"];

export const DEFAULT_LIFETIME: LifetimeOptions = { idle: "7d", absolute: "30d" };

export const LIFETIME_PRESETS: Record<LifetimePreset, LifetimeOptions> = {
  aal1: { idle: "30d", absolute: "30d" },
  aal2: { idle: "1h", absolute: "24h" },
  aal3: { idle: "15m", absolute: "12h" },
};

/** What servers that keep their clocks by NTP stay well within. */
const DEFAULT_CLOCK_TOLERANCE: Duration = "60s";
/** Beyond it, no clock is wrong by mistake. Milliseconds. */
const MOST_CLOCK_TOLERANCE = 600_000;

/**
 * Checks the lifetime options and fills in the defaults.
 *
 * @throws {SignetError} `invalid-config` for a bad duration, an absolute end before the idle end,
 *   a renewal that would come after the session is over, or a tolerance of more than ten minutes.
 */
export function parseLifetime(
  options: LifetimeOptions | LifetimePreset | undefined,
  clockTolerance: Duration = DEFAULT_CLOCK_TOLERANCE,
): Lifetime {
  if (options !== undefined && !isPlain(options)) throw notALifetime();
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
      "lifetime.absolute is shorter than lifetime.idle, so the idle time could never be reached: raise absolute or lower idle.",
    );
  }
  if (renewAfter >= idle) {
    throw invalidConfig(
      "lifetime.renewAfter must be shorter than lifetime.idle: a session that is over cannot be renewed.",
    );
  }
  return { idle, absolute, renewAfter, clockTolerance: parseTolerance(clockTolerance) };
}

function parseTolerance(clockTolerance: Duration): number {
  const tolerance = clockTolerance === 0 ? 0 : parseDuration(clockTolerance, "clockTolerance");
  if (tolerance <= MOST_CLOCK_TOLERANCE) return tolerance;
  throw invalidConfig(
    "clockTolerance must be at most ten minutes: set the clocks right instead (NTP).",
  );
}

function preset(name: string): LifetimeOptions {
  if (!isPreset(name)) throw notALifetime();
  return LIFETIME_PRESETS[name];
}

function isPlain(options: unknown): boolean {
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  return isObject || typeof options === "string";
}

function notALifetime(): SignetError {
  return invalidConfig(
    'lifetime must be "aal1", "aal2", "aal3" or an object with idle, absolute and renewAfter.',
  );
}

function isPreset(name: string): name is LifetimePreset {
  return Object.hasOwn(LIFETIME_PRESETS, name);
}

/** When a session with these times ends: the earlier of the idle and the absolute end. */
export function expiryOf(
  times: Pick<SessionFacts, "createdAt" | "renewedAt">,
  lifetime: Pick<Lifetime, "idle" | "absolute">,
): number {
  return Math.min(times.renewedAt + lifetime.idle, absoluteEndOf(times, lifetime));
}

/** When a session ends however much it is used; milliseconds since the epoch. */
export function absoluteEndOf(
  { createdAt }: Pick<SessionFacts, "createdAt">,
  { absolute }: Pick<Lifetime, "absolute">,
): number {
  return createdAt + absolute;
}

/** More than clocks may differ by; milliseconds. */
const A_DAY = 86_400_000;

/**
 * When no credential of a session can be alive any more, also one that was issued while `absolute` was
 * longer; milliseconds since the epoch.
 */
export function forgottenAfter(
  { createdAt, expiresAt }: Pick<SessionFacts, "createdAt" | "expiresAt">,
  { absolute }: Pick<Lifetime, "absolute">,
): number {
  return Math.max(createdAt + absolute, expiresAt) + A_DAY;
}

/** Whether the user proved who they are within so many milliseconds before `now`. */
export function isProvedWithin(
  { authenticatedAt }: Pick<SessionFacts, "authenticatedAt">,
  within: number,
  now: number,
): boolean {
  return now - authenticatedAt <= within;
}

/** A session that goes on; `expiresAt` in milliseconds since the epoch. */
export interface Live {
  readonly live: true;
  readonly expiresAt: number;
  readonly renewalDue: boolean;
}

export type Judgement =
  | Live
  | { readonly live: false; readonly reason: "expired" | "not-yet-valid" };

/**
 * Judges a session's times. The end written down when the session was issued binds as well as the
 * policy of today, so that shortening a lifetime acts at once and lengthening one waits for a
 * renewal. A session is over at the very millisecond of its end (RFC 7519, 4.1.4).
 */
export function judge(
  times: Pick<SessionFacts, "createdAt" | "renewedAt" | "expiresAt">,
  lifetime: Lifetime,
  now: number,
): Judgement {
  if (Math.max(times.createdAt, times.renewedAt) > now + lifetime.clockTolerance) {
    return { live: false, reason: "not-yet-valid" };
  }
  const expiresAt = Math.min(times.expiresAt, expiryOf(times, lifetime));
  if (!(now < expiresAt)) return { live: false, reason: "expired" };
  const renewalDue =
    now - times.renewedAt >= lifetime.renewAfter &&
    expiryOf({ ...times, renewedAt: now }, lifetime) > expiresAt;
  return { live: true, expiresAt, renewalDue };
}
