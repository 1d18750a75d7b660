import { offered, type Sessions } from "../engine/sessions.ts";
import { notSignedIn, type SignetTypeError } from "../errors.ts";
import type { Session } from "../session/types.ts";
import type { Strategy } from "../strategy/contract.ts";
import type { AuthSessions, AuthSessionsOf } from "./auth-sessions.ts";
import type { PagesContext } from "./pages-router/context.ts";
import { requireAwait } from "./require-await.ts";

/**
 * Creates `auth.sessions` from the `sessions` of an engine.
 *
 * @param read returns the session of the current request.
 * @param refuseUnmeant throws for a request that another site or a prefetch may have caused.
 * @throws {SignetError} `not-supported` for a strategy without a store.
 */
export function sessionsOfRequest<Data, S extends Strategy>(
  all: Sessions<Data> | SignetTypeError<string>,
  read: (context?: PagesContext) => Promise<Session<Data> | null>,
  refuseUnmeant: (context?: PagesContext) => Promise<void>,
): AuthSessionsOf<S, Data> {
  const { list, revoke, revokeAll, revokeEverything, revokeOthers } = offered(all);
  const sessions: AuthSessions<Data> = {
    list: requireAwait("auth.sessions.list()", list),
    revoke: requireAwait("auth.sessions.revoke()", revoke),
    revokeOthers: requireAwait("auth.sessions.revokeOthers()", async (context) => {
      await refuseUnmeant(context);
      const session = await read(context);
      if (session === null) throw notSignedIn();
      return revokeOthers(session);
    }),
    revokeAll: requireAwait("auth.sessions.revokeAll()", revokeAll),
    revokeEverything: requireAwait("auth.sessions.revokeEverything()", revokeEverything),
  };
  // `offered` has checked at run time the condition of the type AuthSessionsOf.
  return sessions as AuthSessionsOf<S, Data>;
}
