import { configuredUrl, isProduction } from "../environment.ts";
import type { Provider } from "../providers/types.ts";
import type { AuthOptions, LoggerInstance } from "../types.ts";
import { type AuthRequest, type AuthResponse, JSON_TYPE, textIn } from "./message.ts";
import { errorHtml } from "./routes/pages.ts";

const HTML_PAGES = ["signin", "signout", "error", "verify-request"];

/** An error of the configuration, with the name and the code of next-auth 4. */
type ConfigurationFault = Error & { readonly code: string };

let hasWarned = false;

/** Returns the fault of a configuration, or `null`. Warns once in a process. */
export function configurationFault(
  options: Partial<AuthOptions>,
  { action, origin }: { readonly action: string | undefined; readonly origin: string | undefined },
  { secret, logger }: { readonly secret: string | undefined; readonly logger: LoggerInstance },
): ConfigurationFault | null {
  if (!hasWarned) {
    hasWarned = true;
    if (!origin) logger.warn("NEXTAUTH_URL");
    if (!secret && !isProduction()) logger.warn("NO_SECRET");
    if (options.debug) logger.warn("DEBUG_ENABLED");
    if (options.providers?.some(isTwitter2)) logger.warn("TWITTER_OAUTH_2_BETA");
  }
  if (!secret && isProduction()) {
    const name = ["MissingSecretError", "NO_SECRET"] as const;
    return faultOf(name, "Please define a `secret` in production.");
  }
  if (!action) {
    const name = ["MissingAPIRouteError", "MISSING_NEXTAUTH_API_ROUTE_ERROR"] as const;
    return faultOf(
      name,
      "Cannot find [...nextauth].{js,ts} in `/pages/api/auth`. Make sure the filename is written correctly.",
    );
  }
  return providersFault(options);
}

function providersFault({
  providers = [],
  adapter,
}: Partial<AuthOptions>): ConfigurationFault | null {
  if (providers.some((each) => each.type === "credentials" && !each.authorize)) {
    const name = ["MissingAuthorizeError", "CALLBACK_CREDENTIALS_HANDLER_ERROR"] as const;
    return faultOf(
      name,
      "Must define an authorize() handler to use credentials authentication provider",
    );
  }
  if (!providers.some(({ type }) => type === "email")) return null;
  if (!adapter) {
    const name = ["MissingAdapterError", "EMAIL_REQUIRES_ADAPTER_ERROR"] as const;
    return faultOf(name, "E-mail login requires an adapter.");
  }
  const missing = EMAIL_METHODS.filter((method) => !adapter[method]);
  if (missing.length === 0) return null;
  const name = ["MissingAdapterMethodsError", "MISSING_ADAPTER_METHODS_ERROR"] as const;
  return faultOf(name, `Required adapter methods were missing: ${missing.join(", ")}`);
}

/** The methods of an adapter that the e-mail provider needs. */
const EMAIL_METHODS = [
  "createVerificationToken",
  "useVerificationToken",
  "getUserByEmail",
] as const;

/** Responds to a request under a wrong configuration. */
export function configurationResponse(
  fault: ConfigurationFault,
  { action = "", method, query }: AuthRequest,
  options: Partial<AuthOptions>,
  logger: LoggerInstance,
): AuthResponse {
  logger.error(fault.code, fault);
  if (!isPage(action, method)) {
    const message =
      "There is a problem with the server configuration. Check the server logs for more information.";
    return { status: 500, headers: JSON_TYPE, body: { message } };
  }
  const page = options.pages?.error;
  if (!page) return errorHtml(options, "configuration");
  if (!textIn(query, "callbackUrl")?.startsWith(page)) {
    return { redirect: `${page}?error=Configuration` };
  }
  const message = `The error page ${page} should not require authentication`;
  logger.error("AUTH_ON_ERROR_PAGE_ERROR", new Error(message));
  return errorHtml(options, "configuration");
}

/** Responds to a request that no program would send. */
export function badRequestResponse(
  error: Error,
  { action = "", method }: Pick<AuthRequest, "action" | "method">,
  options: Partial<AuthOptions>,
): AuthResponse {
  const { message } = error;
  if (!isPage(action, method)) return { status: 400, headers: JSON_TYPE, body: { message } };
  return { ...errorHtml(options, undefined, configuredUrl()), status: 400 };
}

function isTwitter2(provider: Provider): boolean {
  return provider.type === "oauth" && provider.id === "twitter" && provider.version === "2.0";
}

function isPage(action: string, method: string): boolean {
  return HTML_PAGES.includes(action) && method === "GET";
}

function faultOf([name, code]: readonly [string, string], message: string): ConfigurationFault {
  return Object.assign(new Error(message), { name, code });
}
