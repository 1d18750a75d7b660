import type { AdapterSessions } from "../../adapter/sessions.ts";
import type { Unchecked } from "../../unchecked.ts";
import type { RouteContext } from "../context.ts";
import { emit } from "../events.ts";
import { asError } from "../logger.ts";
import { type AuthResponse, JSON_TYPE, NO_CACHE } from "../message.ts";
import { resolveSession } from "../resolve-session.ts";

/** Responds with the session. `{}` means signed out. */
export async function getSession({
  settings,
  request,
  setCookies,
}: RouteContext): Promise<AuthResponse> {
  const resolved = await resolveSession(settings, request, { canWrite: true });
  return {
    headers: { ...JSON_TYPE, ...NO_CACHE },
    body: resolved.session ?? {},
    setCookies: [...setCookies, ...resolved.setCookies],
  };
}

/** Passes data of the client to the callback `jwt`, and responds with the changed session. */
export async function updateSession({
  settings,
  request,
  csrf,
  setCookies,
}: RouteContext): Promise<AuthResponse> {
  if (!csrf.isVerified) return { status: 400, headers: JSON_TYPE, body: {}, setCookies };
  const update = { data: request.body?.["data"] };
  const resolved = await resolveSession(settings, request, { canWrite: true, update });
  return {
    headers: JSON_TYPE,
    body: resolved.session ?? {},
    setCookies: [...setCookies, ...resolved.setCookies],
  };
}

/**
 * Ends the session of the request.
 *
 * @throws {StoreUnavailableError} when the store does not answer.
 */
export async function signOut(context: RouteContext): Promise<AuthResponse> {
  const { settings, request, csrf, callbackUrl, setCookies } = context;
  const { keeper, logger, url, adapterSessions } = settings;
  if (!csrf.isVerified) return { redirect: `${url}/signout?csrf=true`, setCookies };
  if (adapterSessions !== null) return endStored(context, adapterSessions);
  const kept = await keeper.read(request);
  if (kept.status === "none") return { redirect: callbackUrl, setCookies };
  const isLive = kept.status === "active";
  const ended = isLive ? await keeper.end(request) : keeper.forget(request);
  if (isLive) await emit(settings, "signOut", { token: kept.token });
  else logger.error("SIGNOUT_ERROR", asError(kept.cause));
  return { redirect: callbackUrl, setCookies: [...setCookies, ...ended] };
}

/** Ends the session of a request in the adapter. An error is logged, and the cookie is deleted. */
async function endStored(
  { settings, request, callbackUrl, setCookies }: RouteContext,
  sessions: AdapterSessions,
): Promise<AuthResponse> {
  const token = sessions.tokenIn(request.cookies);
  if (token === undefined) return { redirect: callbackUrl, setCookies };
  try {
    const session = await sessions.end(token);
    // next-auth 4 declares a session of the browser, and passes that of the adapter.
    await emit(settings, "signOut", { session } as Unchecked);
  } catch (error) {
    settings.logger.error("SIGNOUT_ERROR", asError(error));
  }
  const ended = sessions.forget(request.cookies);
  return { redirect: callbackUrl, setCookies: [...setCookies, ...ended] };
}
