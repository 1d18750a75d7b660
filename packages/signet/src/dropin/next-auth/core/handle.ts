import { isStoreUnavailable, SignetError } from "../../../errors.ts";
import { configuredUrl } from "../environment.ts";
import type { AuthOptions, WarningCode } from "../types.ts";
import { type AuthUrl, detectOrigin, parseUrl } from "../url.ts";
import { callbackUrlOf, checkQuery } from "./callback-url.ts";
import { badRequestResponse, configurationFault, configurationResponse } from "./config-check.ts";
import type { RouteContext } from "./context.ts";
import { csrfOf } from "./csrf.ts";
import { loggerOf } from "./logger.ts";
import { type AuthRequest, type AuthResponse, badRequest, JSON_TYPE, NO_CACHE } from "./message.ts";
import { publicProviders, type ResolvedProvider, resolveProviders } from "./providers.ts";
import { credentialsCallback } from "./routes/credentials.ts";
import { emailSignIn } from "./routes/email.ts";
import { emailCallback } from "./routes/email-link.ts";
import { oauthCallback, oauthSignIn } from "./routes/oauth.ts";
import { showError, showSignIn, showSignOut, showVerifyRequest } from "./routes/pages.ts";
import { getSession, signOut, updateSession } from "./routes/session.ts";
import { fallbackSecret } from "./secret.ts";
import { settingsOf } from "./settings.ts";

/** Responds to a request to the routes. */
export async function handle(
  request: AuthRequest,
  options: AuthOptions,
  secret: string | undefined,
): Promise<AuthResponse> {
  const logger = loggerOf(options);
  const { headers, action, method } = request;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  const origin = detectOrigin(host, headers.get("x-forwarded-proto"));
  const fault = configurationFault(options, { action, origin }, { secret, logger });
  if (fault !== null) return configurationResponse(fault, request, options, logger);
  let context: RouteContext;
  try {
    const url = siteUrl(origin);
    checkQuery(request, url);
    context = await contextOf(request, options, { url, secret });
  } catch (error) {
    const isBad = error instanceof SignetError && error.code === "invalid-input";
    if (isBad) return badRequestResponse(error, request, options);
    throw error;
  }
  try {
    return (await respond(context)) ?? unsupported(method);
  } catch (error) {
    if (isStoreUnavailable(error)) return unavailable();
    throw error;
  }
}

/**
 * @throws {SignetError} `invalid-input` for a forwarded host that is no host.
 * @throws {TypeError} for a `NEXTAUTH_URL` that is no URL.
 */
function siteUrl(origin: string | undefined): AuthUrl {
  try {
    return parseUrl(origin);
  } catch (error) {
    if (configuredUrl()) throw error;
    throw badRequest("The host of the request is not a valid host.");
  }
}

async function contextOf(
  request: AuthRequest,
  options: AuthOptions,
  { url, secret }: { readonly url: AuthUrl; readonly secret: string | undefined },
): Promise<RouteContext> {
  const settings = settingsOf(options, url, secret ?? (await fallbackSecret(options, url)));
  const providers = resolveProviders(options.providers, url);
  const csrf = await csrfOf(request, settings);
  const { callbackUrl, setCookies } = await callbackUrlOf(request, settings);
  return {
    request,
    settings,
    providers,
    provider: providers.find(({ id }) => id === request.providerId),
    csrf,
    callbackUrl,
    setCookies: [...csrf.setCookies, ...setCookies],
  };
}

/** Chooses the route. Returns `null` for an unknown one. */
function respond(context: RouteContext): Promise<AuthResponse> | AuthResponse | null {
  const { method } = context.request;
  if (method === "GET") return respondToGet(context);
  return method === "POST" ? respondToPost(context) : null;
}

function respondToGet(context: RouteContext): Promise<AuthResponse> | AuthResponse | null {
  const { request, providers, provider, csrf, setCookies } = context;
  switch (request.action) {
    case "providers":
      return { headers: JSON_TYPE, body: publicProviders(providers) };
    case "session":
      return getSession(context);
    case "csrf":
      return {
        headers: { ...JSON_TYPE, ...NO_CACHE },
        body: { csrfToken: csrf.token },
        setCookies,
      };
    case "signin":
      return showSignIn(context);
    case "signout":
      return showSignOut(context);
    case "callback":
      return provider === undefined ? null : respondToCallback(context, provider);
    case "verify-request":
      return showVerifyRequest(context);
    case "error":
      return showError(context);
    default:
      return null;
  }
}

function respondToPost(context: RouteContext): Promise<AuthResponse> | AuthResponse | null {
  const { request, settings, provider, csrf, setCookies } = context;
  const { url } = settings;
  switch (request.action) {
    case "signin":
      if (!csrf.isVerified || !provider) return { redirect: `${url}/signin?csrf=true`, setCookies };
      if (provider.type === "oauth") return oauthSignIn(context, provider);
      if (provider.type === "email") return emailSignIn(context, provider);
      return { redirect: `${url}/signin`, setCookies };
    case "signout":
      return signOut(context);
    case "callback":
      if (provider === undefined) return null;
      if (provider.type !== "credentials") return respondToCallback(context, provider);
      if (!csrf.isVerified) return { redirect: `${url}/signin?csrf=true`, setCookies };
      return credentialsCallback(context, provider);
    case "_log":
      return log(context);
    case "session":
      return updateSession(context);
    default:
      return null;
  }
}

/** Completes a sign-in at a provider. A credentials provider has no callback by GET. */
function respondToCallback(
  context: RouteContext,
  provider: ResolvedProvider,
): Promise<AuthResponse> | AuthResponse {
  if (provider.type === "oauth") return oauthCallback(context, provider);
  if (provider.type === "email") return emailCallback(context, provider);
  return noCallback(provider.type, context.setCookies);
}

/**
 * Passes a message of the browser to the program's logger. The client of next-auth 4 sends a form, so all
 * members are texts. Any visitor can send other values, at which a logger could fail, so these are left out.
 */
function log({ request, settings }: RouteContext): AuthResponse {
  const { level, code, ...given } = request.body ?? {};
  const { logger, options } = settings;
  if (options.logger === undefined || typeof code !== "string") return {};
  const texts = Object.entries(given).filter(([, value]) => typeof value === "string");
  const metadata = Object.fromEntries(texts);
  const error = Object.assign(new Error(code), metadata);
  if (level === "error") logger.error(code, error);
  if (level === "warn") options.logger.warn?.(code as WarningCode);
  if (level === "debug") logger.debug(code, metadata);
  return {};
}

function noCallback(type: string, setCookies: readonly string[]): AuthResponse {
  const body = `Error: Callback for provider type ${type} not supported`;
  return { status: 500, body, setCookies };
}

function unsupported(method: string): AuthResponse {
  const body = `Error: This action with HTTP ${method} is not supported by NextAuth.js`;
  return { status: 400, body };
}

/** Responds while the store does not answer. The cookies stay, so no user is signed out. */
function unavailable(): AuthResponse {
  const message = "The sessions are not available at the moment. Try again.";
  return {
    status: 503,
    headers: { ...JSON_TYPE, ...NO_CACHE, "Retry-After": "1" },
    body: { message },
  };
}
