import type { Session } from "../session-types.ts";
import { isBrowser } from "./environment.ts";
import { ask } from "./request.ts";
import { revisionOf } from "./revision.ts";
import { changeCount, knownSession, lastSession, learn } from "./store.ts";
import { announce } from "./tabs.ts";
import type {
  BuiltInProviderType,
  ClientSafeProvider,
  CtxOrReq,
  GetSessionParams,
  LiteralUnion,
} from "./types.ts";

/**
 * Reads the session from the server. Returns `null` without a session. When the server does not answer,
 * a browser returns the last session that the tab has seen, or else `null`. On a server use
 * `getServerSession`, which needs no request.
 *
 * @example
 * ```ts
 * import { getSession } from "signet-auth/next-auth/react";
 *
 * const session = await getSession();
 * console.log(session?.user?.name ?? "signed out");
 * ```
 */
export async function getSession(params: GetSessionParams = {}): Promise<Session | null> {
  const changes = changeCount();
  const answer = await ask<Session>("session", params);
  if (!isBrowser()) return answer.kind === "value" ? answer.value : null;
  if (answer.kind !== "value") return answer.kind === "failed" ? lastSession() : null;
  const session = answer.value;
  const isNew = changes === changeCount() && isNews(session) && learn(session, "read");
  if (params.broadcast ?? isNew) announce("getSession", revisionOf(session));
  return session;
}

/** A later `expires` alone is no news. A component that calls getSession would render in a circle. */
function isNews(session: Session | null): boolean {
  const known = knownSession();
  return known === undefined || revisionOf(known) !== revisionOf(session);
}

/**
 * Returns the CSRF token for a form that posts to the auth routes, or `undefined` when the server does
 * not answer. `signIn` and `signOut` send the token by themselves.
 *
 * @example
 * ```ts
 * import { getCsrfToken } from "signet-auth/next-auth/react";
 *
 * const csrfToken = await getCsrfToken();
 * await fetch("/api/auth/signout", {
 *   method: "post",
 *   body: new URLSearchParams({ csrfToken: csrfToken ?? "" }),
 * });
 * ```
 */
export async function getCsrfToken(params: CtxOrReq = {}): Promise<string | undefined> {
  const answer = await ask<{ csrfToken?: string }>("csrf", params);
  return answer.kind === "value" ? answer.value?.csrfToken : undefined;
}

/**
 * Returns the providers of the server by id, for a sign-in page of your own. Returns `null` when the
 * server does not answer.
 *
 * @example
 * ```ts
 * import { getProviders } from "signet-auth/next-auth/react";
 *
 * const providers = await getProviders();
 * for (const { id, name } of Object.values(providers ?? {})) console.log(id, name);
 * ```
 */
export async function getProviders(): Promise<Record<
  LiteralUnion<BuiltInProviderType>,
  ClientSafeProvider
> | null> {
  const answer =
    await ask<Record<LiteralUnion<BuiltInProviderType>, ClientSafeProvider>>("providers");
  return answer.kind === "value" ? answer.value : null;
}
