import { defaultCookies } from "../cookies/defaults.ts";
import { decode, encode } from "../jwt/encode.ts";
import type { Keeper } from "../keeper/contract.ts";
import { keeperOf } from "../keeper/keeper.ts";
import { sessionTimes } from "../keeper/session-times.ts";
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
  readonly keeper: Keeper;
}

/** Fills in the defaults of the options. */
export function settingsOf(options: Partial<AuthOptions>, url: AuthUrl, secret: string): Settings {
  const { session, jwt } = options;
  const times = sessionTimes(session);
  const secure = options.useSecureCookies ?? url.base.startsWith("https://");
  const cookies = { ...defaultCookies(secure), ...withoutUndefined(options.cookies) };
  const logger = loggerOf(options);
  const keeper = keeperOf({
    strategy: session?.strategy ?? "jwt",
    cookie: cookies.sessionToken,
    secret,
    jwt: { secret, maxAge: times.maxAge, encode, decode, ...withoutUndefined(jwt) },
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
    keeper,
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
