import { isStoreUnavailable, SignetError } from "../../../errors.ts";
import type { JWT } from "../jwt/types.ts";
import type { Keeper, KeeperRequest, KeptSession } from "../keeper/contract.ts";
import type { CallbacksOptions, Session } from "../types.ts";
import { emit } from "./events.ts";
import { asError } from "./logger.ts";
import { resolveStored } from "./resolve-stored.ts";
import type { Resolved, ResolveOptions } from "./resolved.ts";
import type { Settings } from "./settings.ts";

const NO_SESSION: Resolved = { session: null, setCookies: [] };

/**
 * Reads the session of a request and calls the callbacks `jwt` and `session`. The session is written
 * again only when it is due, when the callback changed the token, and for an update. So a late response
 * rarely contains a cookie. A callback `jwt` that returns no token ends the session.
 *
 * @throws {StoreUnavailableError} when the store does not answer. Every other error gives no session, and
 *   leaves the cookies in the browser.
 */
export async function resolveSession(
  settings: Settings,
  request: KeeperRequest,
  { canWrite, update }: ResolveOptions,
): Promise<Resolved> {
  const { keeper, logger, adapterSessions } = settings;
  if (adapterSessions !== null) {
    return resolveStored(settings, adapterSessions, {
      request,
      canWrite,
      ...(update && { update }),
    });
  }
  try {
    const kept = await keeper.read(request);
    if (kept.status === "none") return NO_SESSION;
    if (kept.status === "active") {
      return await withCallbacks(settings, { request, kept, canWrite, update });
    }
    logger.error("JWT_SESSION_ERROR", kept.cause);
    const forgets = canWrite && kept.keepsCookies !== true;
    return { session: null, setCookies: forgets ? keeper.forget(request) : [] };
  } catch (error) {
    if (isStoreUnavailable(error)) throw error;
    logger.error("JWT_SESSION_ERROR", asError(error));
    return NO_SESSION;
  }
}

interface Found {
  readonly request: KeeperRequest;
  readonly kept: KeptSession;
  readonly canWrite: boolean;
  readonly update: ResolveOptions["update"];
}

async function withCallbacks(settings: Settings, found: Found): Promise<Resolved> {
  const { callbacks, options, keeper, maxAge } = settings;
  const { request, kept, canWrite, update } = found;
  const isWatched = options.callbacks?.jwt !== undefined;
  const before = isWatched ? JSON.stringify(kept.token) : "";
  const token = await callJwt(callbacks.jwt, kept.token, update);
  if (typeof token !== "object" || token === null) {
    settings.logger.error("JWT_SESSION_ERROR", new Error("The callback jwt returned no token."));
    return { session: null, setCookies: canWrite ? await keeper.end(request) : [] };
  }
  const changed = isWatched && JSON.stringify(token) !== before;
  const writes = canWrite && (kept.due || changed || update !== undefined);
  const expires = writes ? new Date(Date.now() + maxAge * 1_000) : kept.expires;
  const { name, email, picture } = kept.token;
  const user = { name, email, image: picture };
  const session = await callSession(
    callbacks.session,
    { user, expires: expires.toISOString() },
    token,
  );
  const change = { token, changed };
  const setCookies = writes ? await written(settings, keeper, found, change) : [];
  if (!canWrite && kept.due) await keeper.keepAlive(request, kept);
  await emit(settings, "session", { session: session as Session, token });
  return { session, setCookies };
}

/**
 * Writes a session again. An outage during a read loses only the change, because the session is known;
 * the next read writes it.
 */
async function written(
  { logger }: Settings,
  keeper: Keeper,
  { request, kept, update }: Found,
  change: { readonly token: JWT; readonly changed: boolean },
): Promise<string[]> {
  try {
    return await keeper.update(request, kept, change);
  } catch (error) {
    const hasEnded = error instanceof SignetError && error.code === "not-signed-in";
    if (hasEnded || update !== undefined) throw error;
    logger.error("JWT_SESSION_ERROR", asError(error));
    return [];
  }
}

function callJwt(
  jwt: CallbacksOptions["jwt"],
  token: JWT,
  update: ResolveOptions["update"],
): ReturnType<CallbacksOptions["jwt"]> {
  const trigger = update === undefined ? {} : { trigger: "update" as const };
  // next-auth 4 declares `user` and `account`, and passes them at sign-in only.
  const params = { token, ...trigger, session: update?.data };
  return jwt(params as Parameters<CallbacksOptions["jwt"]>[0]);
}

function callSession(
  callback: CallbacksOptions["session"],
  session: object,
  token: JWT,
): ReturnType<CallbacksOptions["session"]> {
  // next-auth 4 declares `user`, `newSession` and `trigger`, and passes them for an adapter only.
  return callback({ session, token } as Parameters<CallbacksOptions["session"]>[0]);
}
