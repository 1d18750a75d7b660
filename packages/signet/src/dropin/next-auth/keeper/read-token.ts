import type { Strategy } from "../../../strategy/contract.ts";
import { configuredUrl } from "../environment.ts";
import { decode as decodeJwe, encode } from "../jwt/encode.ts";
import type { JWT, JWTOptions, Secret } from "../jwt/types.ts";
import type { SessionOptions } from "../types.ts";
import { parseUrl } from "../url.ts";
import type { KeeperRequest } from "./contract.ts";
import { engineSessions } from "./engine-sessions.ts";
import { sessionTimes } from "./session-times.ts";

interface ReadSettings {
  readonly session: Partial<SessionOptions> | undefined;
  readonly secret: Secret | undefined;
  readonly decode: JWTOptions["decode"] | undefined;
  readonly cookieName: string;
  readonly secure: boolean;
}

/**
 * Returns the token of a request's session under a strategy of `signet-auth/next`; `null` without a live
 * session.
 *
 * @throws {StoreUnavailableError} when the store does not answer.
 */
export async function readStrategyToken(
  strategy: Strategy,
  { session, secret, decode = decodeJwe, cookieName, secure }: ReadSettings,
  request: KeeperRequest,
): Promise<JWT | null> {
  if (typeof secret !== "string") return null;
  const times = sessionTimes(session);
  const keeper = engineSessions(strategy, {
    secret,
    cookie: { name: cookieName, options: {} },
    jwt: { secret, maxAge: times.maxAge, encode, decode },
    ...times,
    host: parseUrl(configuredUrl()).host,
    secure,
  });
  const reading = await keeper.read(request);
  return reading.status === "active" ? reading.token : null;
}
