import type { User } from "../accounts/contract.ts";
import type { Metrics, ReadOptionsOf } from "../engine/api.ts";
import type { Reading, Session } from "../session/types.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { Strategy } from "../strategy/contract.ts";
import type { AuthGuards } from "./auth-guards.ts";
import type { AuthPages } from "./auth-pages.ts";
import type { AuthSessionsOf } from "./auth-sessions.ts";
import type { AuthSignIn } from "./auth-sign-in.ts";
import type { AuthWrites } from "./auth-writes.ts";
import type { ApiRoute } from "./pages-router/api.ts";
import type { PagesContext } from "./pages-router/context.ts";
import type { ProxyFunction, ProxyOptions } from "./proxy.ts";
import type { PagesReadOptionsOf } from "./read-options.ts";

/** Handles the session endpoints in `app/api/auth/[...signet]/route.ts`. */
export type EndpointHandler = (
  request: Request,
  context: { readonly params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/**
 * Manages the sessions of a Next.js app. {@link createAuth} creates it.
 *
 * Prefer the guards `auth.page`, `auth.route` and `auth.action` to `auth()`: your code runs only
 * with a session, and receives the session as an argument.
 *
 * In development, a call without `await` is logged as the error `not-awaited`: a promise is always
 * truthy, so a condition on the promise lets every visitor in.
 */
export interface Auth<
  Data extends object,
  Input,
  S extends Strategy,
  M extends SignInMethods | null = null,
  U extends User = User,
> extends AuthGuards<Data, S>,
    AuthPages<Data, S>,
    AuthWrites<Data, Input>,
    AuthSignIn<Data, M, U> {
  /**
   * Returns the session of the current request, or `null` when the user is not signed in.
   *
   * Call it in Server Components, Server Actions and Route Handlers. It sets no cookie. Calls with
   * the same options share one read per render. When a renewal is due, a strategy with a store moves
   * the idle end of the session after the response.
   *
   * @param options under `database()` and `hybrid()`: the greatest age of the data that decides.
   *   `{ fresh: true }` reads the store. In the Pages Router also the request and the response:
   *   `auth({ req, res })` in an API route, `auth(context)` in `getServerSideProps`.
   * @throws {StoreUnavailableError} when the store does not answer. `null` always means signed out.
   * @throws {SignetError} `invalid-config` for a `maxStaleness` that is not a duration.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export default async function Greeting() {
   *   const session = await auth();
   *   return session === null ? "Hello" : `Hello ${session.userId}`;
   * }
   * ```
   */
  (options?: ReadOptionsOf<S> | PagesReadOptionsOf<S>): Promise<Session<Data> | null>;
  /**
   * Reads the credential of the current request and returns a {@link Reading}: the session, or the
   * reason why there is none.
   *
   * Unlike `auth()`, it does not throw when the store does not answer; the reading has the status
   * `unavailable`. Otherwise it works as `auth()`, and shares its read.
   *
   * @param options the same as for `auth()`.
   * @throws {SignetError} `invalid-config` for a `maxStaleness` that is not a duration.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export default async function SessionStatus() {
   *   const reading = await auth.read();
   *   return reading.status === "rejected" ? `Signed out: ${reading.reason}` : reading.status;
   * }
   * ```
   */
  read(options?: ReadOptionsOf<S> | PagesReadOptionsOf<S>): Promise<Reading<Data>>;
  /**
   * Returns the path of the page that redirected the user to the sign-in page, or `fallback`. Call it
   * in the Server Action of the sign-in page, after `auth.signIn()`.
   *
   * The result is always a path of this site. The form needs no hidden field, so the sign-in page can
   * be static and works without JavaScript. Without `auth.proxy` the path comes from the `Referer`
   * header; a page with `Referrer-Policy: no-referrer` sends none, so the result is `fallback`.
   *
   * In the Pages Router the path comes from the address of the request, or from `Referer` when a form
   * of the sign-in page calls an API route.
   *
   * @param fallback the path when no guard redirected the user. Default `"/"`.
   * @param context in the Pages Router: `{ req, res }`, or the context of `getServerSideProps`.
   *
   * @example
   * ```ts
   * import { redirect } from "next/navigation";
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * await auth.signIn({ userId: "ada" });
   * redirect(await auth.returnTo("/dashboard"));
   * ```
   */
  returnTo(fallback?: string, context?: PagesContext): Promise<string>;
  /**
   * Handles the session endpoints. Export the members from `app/api/auth/[...signet]/route.ts`, or
   * from another catch-all route. In the Pages Router export the member `api` as the default export of
   * `pages/api/auth/[...signet].ts`. The endpoints are:
   *
   * - `GET session` and `POST sign-out`;
   * - `PATCH session`, which changes the members of the data that the option `clientUpdates` names;
   * - under a strategy with a store also `GET sessions`, `DELETE sessions/<id>` and
   *   `POST sessions/revoke-others`, for the sessions of the signed-in user;
   * - with sign-in methods also `POST sign-in/<method>`, `POST sign-in/<method>/<operation>`,
   *   `POST link/<method>`, `GET` and `POST callback/<method>`, `POST logout/<method>`, `GET account`
   *   and `POST account/unlink`.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export const { GET, POST, PATCH, DELETE } = auth.handlers;
   * ```
   */
  readonly handlers: {
    readonly GET: EndpointHandler;
    readonly POST: EndpointHandler;
    readonly PATCH: EndpointHandler;
    readonly DELETE: EndpointHandler;
    readonly api: ApiRoute<unknown>;
  };
  /**
   * Returns the number of reads by outcome since the process started. Under `hybrid()` it also
   * returns the state of the feed, with the staleness in milliseconds and the memory in bytes.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * const { active, rejected, unavailable } = auth.metrics();
   * ```
   */
  metrics(): Metrics;
  /**
   * Creates the function that `proxy.ts` exports. For each request that the matcher of `proxy.ts`
   * covers, the function does this:
   *
   * - It renews the session when a renewal is due. Pages cannot set cookies, so sessions of `jwt()`
   *   and `sealed()` need the proxy while users only read pages.
   * - It redirects visitors without a session from the paths in `protect` to `signInPath`. Without
   *   `signInPath` it responds with 401. It responds with 503 when the store does not answer, and
   *   with 400 for two different credentials in one request.
   * - It passes the address of the page to the guards, so that the user can return after sign-in.
   *
   * `protect` is not a security boundary. Guard each page, action and route as well.
   *
   * @throws {SignetError} `invalid-config`, at once, for an invalid path in `protect`, or when
   *   `protect` covers `signInPath`.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const secret = process.env.AUTH_SECRET;
   * const auth = createAuth({ strategy: jwt(), secret, signInPath: "/sign-in" });
   * export const proxy = auth.proxy({ protect: ["/dashboard/:path*", "/account"] });
   * ```
   */
  proxy(options: ProxyOptions): ProxyFunction;
  /**
   * Lists and revokes the sessions of a user on all devices. Needs a strategy with a store:
   * `database()` or `hybrid()`. Under `jwt()` and `sealed()` a use does not compile, and throws
   * `not-supported` at run time.
   *
   * @example
   * ```ts
   * import { createAuth, database, memoryStore } from "signet-auth/next";
   * const strategy = database({ store: memoryStore() });
   * const auth = createAuth({ strategy, secret: process.env.AUTH_SECRET });
   * const sessions = await auth.sessions.list("ada");
   * await auth.sessions.revokeAll("ada");
   * ```
   */
  readonly sessions: AuthSessionsOf<S, Data>;
}
