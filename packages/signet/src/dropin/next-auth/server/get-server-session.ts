import type { IncomingMessage, ServerResponse } from "node:http";
import { inDevelopment, warnOnce } from "../../../warn.ts";
import { cookieLookup } from "../cookies/lookup.ts";
import { loggerOf } from "../core/logger.ts";
import { checkOptions } from "../core/options-check.ts";
import { resolveSession } from "../core/resolve-session.ts";
import { fallbackSecret } from "../core/secret.ts";
import { settingsOf } from "../core/settings.ts";
import { configuredSecret, isProduction } from "../environment.ts";
import { headersOf } from "../jwt/token-request.ts";
import type { KeeperRequest } from "../keeper/contract.ts";
import type { AuthOptions, CallbacksOptions, Session } from "../types.ts";
import { siteUrlOf } from "../url.ts";
import { appendCookies } from "./api-handler.ts";
import { currentRequest } from "./current-request.ts";

/** The options of `getServerSession`: those of `NextAuth`. */
export type GetServerSessionOptions = Partial<Omit<AuthOptions, "callbacks">> & {
  callbacks?:
    | (Omit<Partial<CallbacksOptions>, "session"> & {
        session?: ((...args: Parameters<CallbacksOptions["session"]>) => unknown) | undefined;
      })
    | undefined;
};

/** The request of an API route or of `getServerSideProps`. */
export type ServerRequest = IncomingMessage & {
  cookies?: Partial<Record<string, string>>;
};

/** The result of the callback `session`, if the options have one. */
export type SessionResult<Options extends GetServerSessionOptions> = Options["callbacks"] extends {
  session: (...args: never[]) => infer Result;
}
  ? Awaited<Result>
  : Session;

/**
 * Returns the session of the current request, or `null`. Without a request and a response it works in
 * Server Components, Server Actions and Route Handlers, and sets no cookie. With them it works in API
 * routes and `getServerSideProps`, and sets the cookie of a session that is due.
 *
 * @throws {StoreUnavailableError} when the store of the sessions does not answer.
 * @throws {Error} without a secret in production.
 * @example
 * ```ts
 * import { getServerSession, type NextAuthOptions } from "signet-auth/next-auth";
 * declare const authOptions: NextAuthOptions;
 *
 * export async function greeting(): Promise<string> {
 *   const session = await getServerSession(authOptions);
 *   return session?.user?.name ?? "stranger";
 * }
 * ```
 */
export function getServerSession<Options extends GetServerSessionOptions>(
  req: ServerRequest,
  res: ServerResponse,
  options: Options,
): Promise<SessionResult<Options> | null>;
export function getServerSession<Options extends GetServerSessionOptions>(
  options?: Options,
): Promise<SessionResult<Options> | null>;
export async function getServerSession(
  ...args: [ServerRequest, ServerResponse, GetServerSessionOptions] | [GetServerSessionOptions?]
): Promise<unknown> {
  if (args.length <= 1) {
    const [options = {}] = args as [GetServerSessionOptions?];
    const session = await resolved(options, await currentRequest(), null);
    if (session === null) return null;
    const { expires: _, ...rest } = session;
    return rest;
  }
  const [req, res, options] = args as [ServerRequest, ServerResponse, GetServerSessionOptions];
  const request = { cookies: cookieLookup(req.cookies), headers: headersOf(req) };
  return resolved(options, request, res);
}

/**
 * Returns the session of the current request, or `null`.
 *
 * @deprecated The name is now `getServerSession`.
 * @example
 * ```ts
 * import { unstable_getServerSession } from "signet-auth/next-auth/next";
 *
 * export const session = await unstable_getServerSession();
 * ```
 */
export const unstable_getServerSession: typeof getServerSession = ((
  ...args: [GetServerSessionOptions]
) => {
  if (inDevelopment()) {
    warnOnce(
      "unstable_getServerSession",
      "`unstable_getServerSession` has been renamed to `getServerSession`.",
    );
  }
  return getServerSession(...args);
}) as typeof getServerSession;

async function resolved(
  given: GetServerSessionOptions,
  request: KeeperRequest,
  res: ServerResponse | null,
): Promise<Partial<Session> | null> {
  // The callback `session` may return anything here.
  const options = given as Partial<AuthOptions>;
  checkOptions(options);
  const { secret = configuredSecret() } = options;
  if (!secret && isProduction()) throw withoutSecret(options);
  const url = siteUrlOf(request.headers);
  const settings = settingsOf(options, url, secret || (await fallbackSecret(options, url)));
  const { session, setCookies } = await resolveSession(settings, request, {
    canWrite: res !== null,
  });
  if (res !== null) appendCookies(res, setCookies);
  if (typeof session !== "object" || session === null) return null;
  return Object.keys(session).length === 0 ? null : session;
}

function withoutSecret(options: Partial<AuthOptions>): Error {
  const cause = new Error("Please define a `secret` in production.");
  loggerOf(options).error("NO_SECRET", cause);
  return new Error(
    "There is a problem with the server configuration. Check the server logs for more information.",
    { cause },
  );
}
