import type { Engine } from "../../../engine/api.ts";
import { parseOptions } from "../../../engine/config.ts";
import { createEngine } from "../../../engine/engine.ts";
import { type CookiePlacing, cookiePlaces } from "../../../http/cookie-places.ts";
import type { DataSchema } from "../../../session/data.ts";
import type { Strategy } from "../../../strategy/contract.ts";
import { isObject } from "../../../token/format/json.ts";
import { sessionDecoder } from "../jwt/decoder.ts";
import type { JWTOptions } from "../jwt/types.ts";
import { formerTokens } from "./former-tokens.ts";

/** The data of a session: the claims of its token, without `iat`, `exp` and `jti`. */
export type Claims = Record<string, unknown>;

/** The settings of an engine. Times are seconds. */
export interface EngineSettings {
  readonly secret: string;
  readonly jwt: JWTOptions;
  readonly maxAge: number;
  readonly updateAge: number;
}

/** The name of the cookie under a strategy of this package; on https it gets the prefix `__Host-`. */
const ENGINE_COOKIE = "next-auth-session";
export const engineCookiePlaces: CookiePlacing = cookiePlaces(ENGINE_COOKIE);

/** Checks whether a cookie holds a session, or a part of one, of a strategy of this package. */
export function isEngineCookie(name: string): boolean {
  return [engineCookiePlaces("localhost"), engineCookiePlaces("https")].some(
    ({ current: { names } }) => name === names.session || names.chunks.includes(name),
  );
}

/** Browsers keep a cookie no longer (RFC 6265bis, section 5.5); seconds. */
const ABSOLUTE = 400 * 24 * 60 * 60;

interface Made {
  readonly settings: EngineSettings;
  readonly engine: Engine<Claims, Claims>;
}

const made = new WeakMap<Strategy, Made[]>();

/**
 * Returns the engine of a strategy. Calls with equal settings return the same engine.
 *
 * @throws {SignetError} `invalid-config`, for example for a short secret.
 */
export function engineOf(strategy: Strategy, settings: EngineSettings): Engine<Claims, Claims> {
  const known = made.get(strategy) ?? [];
  const same = known.find((each) => isSame(each.settings, settings));
  if (same !== undefined) return same.engine;
  const engine = create(strategy, settings);
  made.set(strategy, [...known.slice(-9), { settings, engine }]);
  return engine;
}

function isSame(one: EngineSettings, other: EngineSettings): boolean {
  return (
    one.secret === other.secret &&
    one.maxAge === other.maxAge &&
    one.updateAge === other.updateAge &&
    one.jwt.secret === other.jwt.secret &&
    one.jwt.decode === other.jwt.decode
  );
}

function create(strategy: Strategy, settings: EngineSettings): Engine<Claims, Claims> {
  const { secret, jwt, maxAge, updateAge } = settings;
  const lifetime = {
    idle: maxAge,
    absolute: Math.max(ABSOLUTE, maxAge),
    renewAfter: Math.max(1, updateAge),
  };
  const options = {
    strategy,
    accept: [formerTokens(sessionDecoder(jwt))],
    secret,
    lifetime,
    cookieName: ENGINE_COOKIE,
  };
  return createEngine(parseOptions(options), claimsSchema);
}

const claimsSchema: DataSchema<Claims, Claims> = {
  "~standard": {
    version: 1,
    vendor: "signet-auth",
    validate: (value) =>
      isObject(value)
        ? { value }
        : { issues: [{ message: "The content of a session token must be an object." }] },
  },
};
