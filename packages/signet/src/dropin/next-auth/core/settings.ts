import { type GuardedAdapter, guarded } from "../adapter/guarded.ts";
import { type AdapterSessions, adapterSessions } from "../adapter/sessions.ts";
import { defaultCookies } from "../cookies/defaults.ts";
import { decode, encode } from "../jwt/encode.ts";
import type { JWTOptions } from "../jwt/types.ts";
import type { Keeper } from "../keeper/contract.ts";
import { keeperOf } from "../keeper/keeper.ts";
import { DEFAULT_UPDATE_AGE, sessionTimes } from "../keeper/session-times.ts";
import type { AuthOptions, CallbacksOptions, CookiesOptions, LoggerInstance } from "../types.ts";
import type { AuthUrl } from "../url.ts";
import { defaultCallbacks } from "./callbacks.ts";
import { loggerOf } from "./logger.ts";

/** The options of one request, with all defaults. Times are seconds. */
export interface Settings {
  readonly options: Partial<AuthOptions>;
  readonly url: AuthUrl;
  readonly secret: string;
  readonly cookies: CookiesOptions;
  readonly callbacks: CallbacksOptions;
  readonly logger: LoggerInstance;
  readonly maxAge: number;
  /** Whether the site has https, so that its cookies are secure. */
  readonly secure: boolean;
  readonly jwt: JWTOptions;
  readonly keeper: Keeper;
  readonly adapter: GuardedAdapter | null;
  /** The sessions of `session.strategy: "database"`. They replace the keeper. */
  readonly adapterSessions: AdapterSessions | null;
}

/** Fills in the defaults of the options. */
export function settingsOf(options: Partial<AuthOptions>, url: AuthUrl, secret: string): Settings {
  const { session, jwt } = options;
  const times = sessionTimes(session);
  const secure = options.useSecureCookies ?? url.base.startsWith("https://");
  const cookies = { ...defaultCookies(secure), ...withoutUndefined(options.cookies) };
  const logger = loggerOf(options);
  const adapter = options.adapter ? guarded(options.adapter, logger) : null;
  const strategy = session?.strategy ?? (adapter === null ? "jwt" : "database");
  const jwtOptions = { secret, maxAge: times.maxAge, encode, decode, ...withoutUndefined(jwt) };
  const cookie = cookies.sessionToken;
  const keeper = keeperOf({
    strategy,
    cookie,
    secret,
    jwt: jwtOptions,
    ...times,
    debug: logger.debug,
    host: url.host,
    secure,
  });
  return {
    options,
    url,
    secret,
    cookies,
    callbacks: { ...defaultCallbacks, ...withoutUndefined(options.callbacks) },
    logger,
    maxAge: times.maxAge,
    secure,
    jwt: jwtOptions,
    keeper,
    adapter,
    adapterSessions:
      strategy === "database" && adapter !== null
        ? adapterSessions({
            adapter,
            cookie,
            maxAge: times.maxAge,
            updateAge: session?.updateAge ?? DEFAULT_UPDATE_AGE,
            newToken: session?.generateSessionToken,
          })
        : null,
  };
}

/** Returns a copy without the members that are `undefined`, so that these have their defaults. */
function withoutUndefined<Options extends object>(
  options: Options | undefined,
): Options | undefined {
  if (options === undefined) return undefined;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Options;
}
