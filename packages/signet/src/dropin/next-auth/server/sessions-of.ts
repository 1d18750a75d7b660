import { offered } from "../../../engine/sessions.ts";
import { SignetError } from "../../../errors.ts";
import type { Session as DeviceSession } from "../../../session/types.ts";
import { cookieLookup } from "../cookies/lookup.ts";
import { settingsOf } from "../core/settings.ts";
import { configuredSecret } from "../environment.ts";
import { decode, encode } from "../jwt/encode.ts";
import { headersOf } from "../jwt/token-request.ts";
import type { JWT } from "../jwt/types.ts";
import { engineOf } from "../keeper/engine.ts";
import { isOwnStrategy } from "../keeper/own-strategy.ts";
import { sessionTimes } from "../keeper/session-times.ts";
import type { AuthOptions } from "../types.ts";
import { siteUrlOf } from "../url.ts";
import { currentRequest } from "./current-request.ts";
import type { ServerRequest } from "./get-server-session.ts";

/** The sessions of a program's users. `data` of a session is the content of its token. */
export interface SessionsOf {
  /**
   * Returns the session of the current request, or `null`. Give `req` in an API route and in
   * `getServerSideProps`.
   */
  current(req?: ServerRequest): Promise<{ readonly id: string; readonly userId: string } | null>;
  /** Lists the live sessions of a user, newest first. */
  listSessions(userId: string): Promise<DeviceSession<JWT>[]>;
  /** Ends a session. Give `ownedBy` for every id that comes from a browser. */
  revoke(sessionId: string, options?: { readonly ownedBy: string }): Promise<boolean>;
  /** Ends all sessions of a user except one. Returns the number of ended sessions. */
  revokeOthers(session: { readonly id: string; readonly userId: string }): Promise<number>;
  /** Ends all sessions of a user. Returns the number of ended sessions. */
  revokeAll(userId: string): Promise<number>;
}

/**
 * Returns the sessions of the users, under `session.strategy: hybrid({ store })` or
 * `database({ store })`. Their methods throw `StoreUnavailableError` when the store does not answer.
 *
 * @throws {SignetError} `not-supported` under `"jwt"` and other strategies without a store.
 * @example
 * ```ts
 * import { type NextAuthOptions, sessionsOf } from "signet-auth/next-auth";
 * declare const authOptions: NextAuthOptions;
 *
 * export async function signOutOtherDevices(): Promise<void> {
 *   const current = await sessionsOf(authOptions).current();
 *   if (current) await sessionsOf(authOptions).revokeOthers(current);
 * }
 * ```
 */
export function sessionsOf(options: Partial<AuthOptions>): SessionsOf {
  const strategy = options.session?.strategy;
  if (!isOwnStrategy(strategy)) {
    throw new SignetError(
      "not-supported",
      'Sessions in cookies cannot be listed or revoked. Set session.strategy to hybrid({ store }) or database({ store }) of "signet-auth/next".',
    );
  }
  const secret = options.secret ?? configuredSecret() ?? "";
  const times = sessionTimes(options.session);
  const jwt = { secret, maxAge: times.maxAge, encode, decode, ...options.jwt };
  const sessions = offered(engineOf(strategy, { secret, jwt, ...times }).sessions);
  return {
    async current(req) {
      const request =
        req === undefined
          ? await currentRequest()
          : { cookies: cookieLookup(req.cookies), headers: headersOf(req) };
      const { keeper } = settingsOf(options, siteUrlOf(request.headers), secret);
      const kept = await keeper.read(request);
      if (kept.status !== "active") return null;
      const { jti, sub } = kept.token;
      return typeof jti === "string" && sub !== undefined ? { id: jti, userId: sub } : null;
    },
    listSessions: (userId) => sessions.list(userId),
    revoke: (sessionId, owner) => sessions.revoke(sessionId, owner),
    revokeOthers: (session) => sessions.revokeOthers(session),
    revokeAll: (userId) => sessions.revokeAll(userId),
  };
}
