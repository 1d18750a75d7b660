import type { Duration } from "../duration.ts";
import { invalidConfig } from "../errors.ts";
import { mustFitOneCookie } from "../http/chunks.ts";
import { type CookieNaming, cookieNaming } from "../http/cookie-names.ts";
import { checkOptions } from "../options.ts";
import type { DataSchema } from "../session/data.ts";
import {
  type Lifetime,
  type LifetimeOptions,
  type LifetimePreset,
  parseLifetime,
} from "../session/lifetime.ts";
import { accepting } from "../strategy/accept/index.ts";
import type {
  StatelessOperations,
  StoredOperations,
  Strategy,
  StrategySetting,
} from "../strategy/contract.ts";
import { tombstonesOf } from "../strategy/tombstones.ts";
import { engineKeys } from "../token/engine/keys.ts";

/** What every engine is configured with, whatever its data. */
export interface SignetOptions<S extends Strategy> {
  /** Where the truth about a session lives: `jwt()`, `sealed()`, `database({ store })` or `hybrid({ store })`. */
  readonly strategy: S;
  /**
   * Strategies that were in use before. Their credentials go on to be read, and the next renewal
   * hands out one of `strategy`, so that a change of strategy signs nobody out. Leave it out again
   * once nobody can have an old one: after `lifetime.absolute` at the latest.
   */
  readonly accept?: readonly Strategy[];
  /** At least 32 random bytes; or several, newest first, to rotate without signing anybody out. */
  readonly secret: string | readonly string[] | undefined;
  /** How long sessions live: three durations, or a preset of NIST SP 800-63B-4. */
  readonly lifetime?: LifetimeOptions | LifetimePreset;
  /** The cookie's name, before the `__Host-` that https adds. Default {@link DEFAULT_COOKIE_NAME}. */
  readonly cookieName?: string;
  /** Believe `X-Forwarded-Host`, or else the host in `Forwarded`, of a proxy that always sets it. Default `false`. */
  readonly trustProxy?: boolean;
  /**
   * How far the clocks of your servers may differ: a session that another server began or renewed
   * so much later than now is live all the same. At most ten minutes. Default `"60s"`.
   */
  readonly clockTolerance?: Duration;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The same with a schema for the sessions' data. */
export interface SignetOptionsWithData<S extends Strategy, Input, Data extends object>
  extends SignetOptions<S> {
  /**
   * Any Standard Schema; it types and checks `session.data`, which is its output. Each read asks it
   * once, about JSON that was kept, so that a session that no longer fits is refused.
   */
  readonly data: DataSchema<Input, Data>;
}

/** The options, checked. */
export interface Settings {
  readonly operations: StatelessOperations | StoredOperations;
  readonly lifetime: Lifetime;
  readonly cookieNames: CookieNaming;
  readonly trustProxy: boolean;
  readonly now: () => number;
}

export const DEFAULT_COOKIE_NAME = "signet";

const OPTIONS = [
  "strategy",
  "accept",
  "secret",
  "data",
  "lifetime",
  "cookieName",
  "trustProxy",
  "clockTolerance",
  "now",
];

/**
 * Checks the options once, at start.
 *
 * @throws {SignetError} `invalid-config`; the message names the option and the way out.
 */
export function parseOptions(
  options: SignetOptions<Strategy> & { readonly data?: unknown },
): Settings {
  if (typeof options !== "object" || options === null) {
    throw invalidConfig("The configuration must be an object with at least strategy and secret.");
  }
  checkOptions(options, OPTIONS, "", ["secret"]);
  if (!isStrategy(options.strategy)) {
    throw invalidConfig(
      "strategy is missing: use jwt(), sealed(), database({ store }) or hybrid({ store }).",
    );
  }
  const accept = options.accept ?? [];
  if (!Array.isArray(accept) || !accept.every(isStrategy)) {
    throw invalidConfig("accept must be a list of the strategies used before, such as [jwt()].");
  }
  if (options.data !== undefined && !isSchema(options.data)) {
    throw invalidConfig("data must be a Standard Schema, such as z.object({ … }) of zod.");
  }
  const cookieName = options.cookieName ?? DEFAULT_COOKIE_NAME;
  if (typeof cookieName !== "string" || !/^[A-Za-z0-9_-]{1,64}$/.test(cookieName)) {
    throw invalidConfig(
      "cookieName must be 1 to 64 letters, digits, - or _; https adds __Host- by itself.",
    );
  }
  if (/^__(?:host|secure)-/i.test(cookieName)) {
    throw invalidConfig(
      "cookieName must not start with __Host- or __Secure-: https adds __Host- by itself.",
    );
  }
  const trustProxy = options.trustProxy ?? false;
  if (typeof trustProxy !== "boolean") throw invalidConfig("trustProxy must be true or false.");
  const { now = () => Date.now() } = options;
  if (typeof now !== "function")
    throw invalidConfig("now must be a function that returns milliseconds.");

  const keys = engineKeys(options.secret);
  const lifetime = parseLifetime(options.lifetime, options.clockTolerance);
  const cookieNames = cookieNaming(cookieName);
  // The names of https are the longer ones: what fits there fits anywhere.
  const mustFit = (characters: number) => mustFitOneCookie(characters, cookieNames("https"));
  const setting = { keys, lifetime, cookieName, mustFitOneCookie: mustFit };
  return {
    operations: prepare(options.strategy, accept, setting),
    lifetime,
    cookieNames,
    trustProxy,
    now: () => wholeMilliseconds(now()),
  };
}

function prepare(strategy: Strategy, accept: readonly Strategy[], setting: StrategySetting) {
  const current = strategy.prepare(setting);
  if (accept.length === 0) return current;
  const former = accept.map((each) => each.prepare(setting));
  return accepting(current, former, {
    tombstones: tombstonesOf(setting),
    lifetime: setting.lifetime,
  });
}

function isStrategy(value: unknown): value is Strategy {
  return typeof Object(value).prepare === "function";
}

/** The end of the year 9999: what is later is no time in milliseconds. */
const LATEST = 253_402_300_799_999;

/** A clock that does not tell the time must not make anything valid. */
function wholeMilliseconds(now: unknown): number {
  if (typeof now === "number" && now >= 0 && now <= LATEST) return Math.floor(now);
  throw invalidConfig(
    "now did not return milliseconds since the epoch, so no session can be judged.",
  );
}

function isSchema(value: unknown): boolean {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    "~standard" in value
  );
}
