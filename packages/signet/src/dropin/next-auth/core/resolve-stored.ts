import type { AdapterSessions } from "../adapter/sessions.ts";
import type { KeeperRequest } from "../keeper/contract.ts";
import type { CallbacksOptions, Session } from "../types.ts";
import { emit } from "./events.ts";
import { asError } from "./logger.ts";
import type { Resolved, ResolveOptions } from "./resolved.ts";
import type { Settings } from "./settings.ts";

const NO_SESSION: Resolved = { session: null, setCookies: [] };

/**
 * Reads the session of a request from the adapter, and calls the callback `session`. An error is logged,
 * gives no session and leaves the cookie in the browser.
 */
export async function resolveStored(
  settings: Settings,
  sessions: AdapterSessions,
  { request, canWrite, update }: ResolveOptions & { readonly request: KeeperRequest },
): Promise<Resolved> {
  const { callbacks, logger } = settings;
  const token = sessions.tokenIn(request.cookies);
  if (token === undefined) return NO_SESSION;
  try {
    const held = await sessions.read(token);
    if (held === null) {
      return { session: null, setCookies: canWrite ? sessions.forget(request.cookies) : [] };
    }
    const { user, session: stored } = held;
    const expires = await sessions.keepAlive(stored);
    const { name, email, image } = user;
    const params = {
      session: { user: { name, email, image }, expires: stored.expires.toISOString() },
      user,
      newSession: update?.data,
      ...(update === undefined ? {} : { trigger: "update" }),
    };
    // next-auth 4 declares `token` too, and passes it for a session in a token only.
    const session = await callbacks.session(params as Parameters<CallbacksOptions["session"]>[0]);
    const cookie = { ...stored, sessionToken: token, expires };
    await emit(settings, "session", { session: session as Session });
    return { session, setCookies: canWrite ? sessions.store(request.cookies, cookie) : [] };
  } catch (error) {
    logger.error("SESSION_ERROR", asError(error));
    return NO_SESSION;
  }
}
