import type { Duration } from "../duration.ts";
import { invalidConfig } from "../errors.ts";
import { mustFitOneCookie } from "../http/cookie-chunks.ts";
import type { CookiePlacing } from "../http/cookie-places.ts";
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
import { type EngineKeys, engineKeys } from "../token/engine/keys.ts";
import { type CookieOptions, parseCookie, parseCookieName } from "./cookie-options.ts";

/** The options of an engine, except `data`. */
export interface SignetOptions<S extends Strategy> {
  /** Where sessions are kept: `jwt()`, `sealed()`, `database({ store })` or `hybrid({ store })`. */
  readonly strategy: S;
  /**
   * Former strategies. Their credentials stay valid, and the next renewal hands out a credential of
   * `strategy`, so that a change of strategy signs nobody out. Remove the option when no former
   * credential can be valid: after `lifetime.absolute` at the latest.
   */
  readonly accept?: readonly Strategy[];
  /** A secret of at least 32 random bytes. Give a list, newest first, to rotate it without signing anybody out. */
  readonly secret: string | readonly string[] | undefined;
  /** How long sessions live: three durations, or a preset of NIST SP 800-63B-4. */
  readonly lifetime?: LifetimeOptions | LifetimePreset;
  /**
   * The name of the cookie. On https it gets the prefix `__Host-`, or with `cookie.domain` the prefix
   * `__Secure-`. Default `"signet"`.
   */
  readonly cookieName?: string;
  /**
   * Where browsers keep the cookie: `{ domain: "example.com" }` for a cookie that subdomains share, or
   * `{ sameSite: "none", partitioned: true }` for pages that other sites embed in a frame. Each gives up
   * a protection; see its type. Default: a cookie of the host, with `SameSite=Lax`.
   */
  readonly cookie?: CookieOptions;
  /**
   * Uses `X-Forwarded-Host`, or else the host in `Forwarded`, as the site's host. Set it only behind a
   * proxy that always sets the header. Default `false`.
   */
  readonly trustProxy?: boolean;
  /**
   * How far the clocks of your servers may differ. A session that another server began or renewed so
   * much later than now is live. At most ten minutes. Default `"60s"`.
   */
  readonly clockTolerance?: Duration;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The options of an engine with a schema for the sessions' data. */
export interface SignetOptionsWithData<S extends Strategy, Input, Data extends object>
  extends SignetOptions<S> {
  /**
   * Any Standard Schema. It types and checks `session.data`, which is its output. Each read runs it once
   * on the stored JSON, so that a session that no longer fits is refused.
   */
  readonly data: DataSchema<Input, Data>;
}

/** The checked options. */
export interface Settings {
  readonly keys: EngineKeys;
  /** The name of the session cookie, before a prefix. */
  readonly cookieName: string;
  readonly operations: StatelessOperations | StoredOperations;
  readonly lifetime: Lifetime;
  readonly cookiePlaces: CookiePlacing;
  readonly trustProxy: boolean;
  readonly now: () => number;
}

const OPTIONS = [
  "strategy",
  "accept",
  "secret",
  "data",
  "lifetime",
  "cookieName",
  "cookie",
  "trustProxy",
  "clockTolerance",
  "now",
];

/**
 * Checks the options of an engine.
 *
 * @throws {SignetError} `invalid-config`; the message names the option and what to do.
 */
export function parseOptions(
  options: SignetOptions<Strategy> & { readonly data?: unknown },
): Settings {
  if (typeof options !== "object" || options === null) {
    throw invalidConfig("The configuration must be an object with strategy and secret.");
  }
  checkOptions(options, OPTIONS, "", ["secret"]);
  if (!isStrategy(options.strategy)) {
    throw invalidConfig(
      "strategy is missing: use jwt(), sealed(), database({ store }) or hybrid({ store }).",
    );
  }
  const accept = options.accept ?? [];
  if (!Array.isArray(accept) || !accept.every(isStrategy)) {
    throw invalidConfig("accept must be a list of former strategies, such as [jwt()].");
  }
  if (options.data !== undefined && !isSchema(options.data)) {
    throw invalidConfig("data must be a Standard Schema, such as z.object({ … }) of zod.");
  }
  const cookieName = parseCookieName(options.cookieName);
  const cookiePlaces = parseCookie(cookieName, options.cookie);
  const trustProxy = options.trustProxy ?? false;
  if (typeof trustProxy !== "boolean") throw invalidConfig("trustProxy must be true or false.");
  const { now = () => Date.now() } = options;
  if (typeof now !== "function")
    throw invalidConfig("now must be a function that returns milliseconds.");

  const keys = engineKeys(options.secret);
  const lifetime = parseLifetime(options.lifetime, options.clockTolerance);
  // The names on https are longer, so a credential that fits there fits everywhere.
  const { names } = cookiePlaces("https").current;
  const mustFit = (characters: number) => mustFitOneCookie(characters, names);
  const setting = { keys, lifetime, cookieName, mustFitOneCookie: mustFit };
  return {
    keys,
    cookieName,
    operations: prepare(options.strategy, accept, setting),
    lifetime,
    cookiePlaces,
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

/** The end of the year 9999; milliseconds. A later value is not a time in milliseconds. */
const LATEST = 253_402_300_799_999;

/** A clock that returns no time must not make a session valid. */
function wholeMilliseconds(now: unknown): number {
  if (typeof now === "number" && now >= 0 && now <= LATEST) return Math.floor(now);
  throw invalidConfig(
    "now did not return milliseconds since the epoch, so the times of sessions cannot be checked. Return a number such as Date.now().",
  );
}

function isSchema(value: unknown): boolean {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    "~standard" in value
  );
}
