import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import type { Metrics, ReadOptionsOf } from "../engine/api.ts";
import type { Sessions } from "../engine/sessions.ts";
import type { SignInInput } from "../engine/sign-in.ts";
import type { SignetTypeError } from "../errors.ts";
import type { Reading, Session } from "../session/types.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { Action, Refusing } from "./action.ts";
import type { GuardOptionsOf } from "./guard-options.ts";
import type {
  DescribePage,
  Page,
  PageMetadata,
  PageOptions,
  RenderPage,
  RequiredOptions,
} from "./page.ts";
import type { ProxyFunction, ProxyOptions } from "./proxy.ts";
import type { OpenRouteHandler, RouteHandler } from "./route.ts";

/** The sessions of users on all devices. `revokeOthers` takes the session of the current request. */
export interface AuthSessions<Data> extends Omit<Sessions<Data>, "revokeOthers"> {
  /**
   * Ends all sessions of the signed-in user except the current one.
   *
   * @returns the number of sessions that ended.
   * @throws {SignetError} `not-signed-in` without a session; `cross-site` and `prefetch` as
   *   `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, database, memoryStore } from "signet-auth/next";
   * const strategy = database({ store: memoryStore() });
   * const auth = createAuth({ strategy, secret: process.env.AUTH_SECRET });
   * export async function signOutOtherDevices() {
   *   "use server";
   *   return auth.sessions.revokeOthers();
   * }
   * ```
   */
  revokeOthers(): Promise<number>;
}

/**
 * `AuthSessions` for a strategy with a store; otherwise a type that names the strategies with one.
 */
export type AuthSessionsOf<S extends Strategy, Data> =
  S extends StatelessStrategy<infer Sentence> ? SignetTypeError<Sentence> : AuthSessions<Data>;

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
export interface Auth<Data extends object, Input, S extends Strategy> {
  /**
   * Returns the session of the current request, or `null` when the user is not signed in.
   *
   * Call it in Server Components, Server Actions and Route Handlers. It sets no cookie. Calls with
   * the same options share one read per render. When a renewal is due, a strategy with a store moves
   * the idle end of the session after the response.
   *
   * @param options under `database()` and `hybrid()`: the greatest age of the data that decides.
   *   `{ fresh: true }` reads the store.
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
  (options?: ReadOptionsOf<S>): Promise<Session<Data> | null>;
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
  read(options?: ReadOptionsOf<S>): Promise<Reading<Data>>;
  /**
   * Returns the session of the current request, or redirects to `signInPath`. After sign-in,
   * `auth.returnTo()` leads back to the page.
   *
   * With `within`, a session whose sign-in is older is redirected too. The address of the sign-in
   * page then contains `prompt=login`, so that the page asks for a sign-in although there is a session.
   *
   * Without `signInPath`, Next shows its 401 page. The 401 page needs `experimental.authInterrupts`
   * in next.config; otherwise a production server shows the 404 page.
   *
   * In a page prefer `auth.page`, which cannot be called without `await` by mistake.
   *
   * @throws {StoreUnavailableError} when the store does not answer.
   * @throws {SignetError} `invalid-config` for an option that is not a duration; in development also
   *   when there is neither a `signInPath` nor a 401 page.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const secret = process.env.AUTH_SECRET;
   * const auth = createAuth({ strategy: jwt(), secret, signInPath: "/sign-in" });
   * export default async function Account() {
   *   const session = await auth.required({ within: "15m" });
   *   return `Account of ${session.userId}`;
   * }
   * ```
   */
  required(options?: RequiredOptions<S>): Promise<Session<Data>>;
  /**
   * Creates `generateMetadata` or `generateViewport` of a page that needs a session. Your function
   * receives the session, the props and the parent metadata. Without a session it redirects as
   * `auth.required()` does.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not a duration.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export const generateMetadata = auth.page(async (session) => ({
   *   title: `Account of ${session.userId}`,
   * }));
   * ```
   */
  page<Props extends object, Parent, Result extends Metadata | Viewport>(
    describe: DescribePage<Data, Props, Parent, Result>,
    options?: RequiredOptions<S>,
  ): PageMetadata<Props, Parent, Result>;
  /**
   * Creates a page or a layout that renders only with a session. Your function receives the session
   * and the props. Without a session the page redirects as `auth.required()` does.
   *
   * With the option `fallback`, and always under `cacheComponents`, the page renders in a `<Suspense>`.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not a duration.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const secret = process.env.AUTH_SECRET;
   * const auth = createAuth({ strategy: jwt(), secret, signInPath: "/sign-in" });
   * export default auth.page(async (session) => `Hello ${session.userId}`);
   * ```
   */
  page<Props extends object, Node extends ReactNode>(
    render: RenderPage<Data, Props, Node>,
    options?: PageOptions<S>,
  ): Page<Props>;
  /**
   * Creates a Route Handler that runs only with a session. A renewal that is due is added to the
   * response as `Set-Cookie`. Every response has `Cache-Control: no-store`.
   *
   * Without a session the route responds with a problem (RFC 9457):
   *
   * - 401 without a live session (RFC 6750, 3.1), or with one whose sign-in is older than `within`
   *   (RFC 9470, 3);
   * - 403 for a request with an unsafe method that another site or a prefetch may have caused;
   * - 400 for two different credentials in one request;
   * - 503 when the store does not answer.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not a duration.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export const GET = auth.route((_request, session) => Response.json({ id: session.userId }));
   * ```
   */
  route<Context>(
    handler: RouteHandler<Data, Context>,
    options?: GuardOptionsOf<S>,
  ): (request: Request, context: Context) => Promise<Response>;
  /**
   * Creates a Route Handler that needs no session, such as one that signs a user in or out. Every
   * response has `Cache-Control: no-store`. When `signIn`, `update` or `signOut` refuses the request,
   * the response is the same problem as of `auth.route`.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export const POST = auth.open(async () => {
   *   await auth.signOut();
   *   return Response.json({ signedOut: true });
   * });
   * ```
   */
  open<Context>(
    handler: OpenRouteHandler<Context>,
  ): (request: Request, context: Context) => Promise<Response>;
  /**
   * Creates a Server Action that runs only with a session. Your function receives the session and
   * the arguments of the call. A renewal that is due sets its cookie.
   *
   * Without a session, or with one whose sign-in is older than `within`, the action redirects to
   * `signInPath`. After sign-in, `auth.returnTo()` leads back to the page of the form. With `refused`
   * the action returns the result of `refused` instead, so the page and the input of the user stay.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not a duration. The action
   *   throws `cross-site` and `prefetch` as `auth.signIn()`.
   * @throws {StoreUnavailableError} from the action, when the store does not answer and there is no
   *   `refused`.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * declare function saveNote(userId: string, text: string): Promise<void>;
   * export const save = auth.action(async (session, form: FormData) => {
   *   await saveNote(session.userId, String(form.get("text")));
   * });
   * ```
   */
  action<Args extends unknown[], Result, Refused = never>(
    action: Action<Data, Args, Result>,
    options?: GuardOptionsOf<S> & Refusing<Args, Refused>,
  ): (...args: Args) => Promise<Result | Refused>;
  /**
   * Returns the path of the page that redirected the user to the sign-in page, or `fallback`. Call it
   * in the Server Action of the sign-in page, after `auth.signIn()`.
   *
   * The result is always a path of this site. The form needs no hidden field, so the sign-in page can
   * be static and works without JavaScript. Without `auth.proxy` the path comes from the `Referer`
   * header; a page with `Referrer-Policy: no-referrer` sends none, so the result is `fallback`.
   *
   * @param fallback the path when no guard redirected the user. Default `"/"`.
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
  returnTo(fallback?: string): Promise<string>;
  /**
   * Starts a session and sets its cookie. It ends the session that the request carries. Check the
   * password or another proof of identity first. Call it in a Server Action or a Route Handler.
   *
   * Next responds with 403 to `cross-site` and `prefetch` unless your code catches the error.
   *
   * @throws {SignetError}
   *   - `cross-site` when another site may have sent the request;
   *   - `prefetch` when the request is a prefetch;
   *   - `insecure-origin` over plain http, except on localhost;
   *   - `invalid-input` for a user id or a device text that cannot be stored;
   *   - `invalid-data` for data that does not match the schema;
   *   - `cookie-too-large` for data that does not fit the cookie;
   *   - `cannot-set-cookies` in a Server Component. The new session is ended again.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * declare function checkPassword(form: FormData): Promise<{ id: string } | null>;
   * export async function signIn(form: FormData) {
   *   const user = await checkPassword(form);
   *   if (user !== null) await auth.signIn({ userId: user.id, device: { label: "Web" } });
   * }
   * ```
   */
  signIn(input: SignInInput<Input>): Promise<Session<Data>>;
  /**
   * Replaces members of the data of the current session. Members that `patch` does not name stay.
   * Call it in a Server Action or a Route Handler.
   *
   * @throws {SignetError}
   *   - `not-signed-in` without a live session;
   *   - `conflicting-credentials` for two different credentials in one request;
   *   - `update-conflict` after 64 concurrent updates of the session in a row;
   *   - `cross-site`, `prefetch`, `invalid-data`, `cookie-too-large` and `cannot-set-cookies` as
   *     `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * import { z } from "zod";
   * const data = z.object({ name: z.string(), theme: z.enum(["light", "dark"]) });
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET, data });
   * await auth.update({ theme: "dark" });
   * ```
   */
  update(patch: Partial<Input & object>): Promise<Session<Data>>;
  /**
   * Ends the current session and deletes its cookie. Without a session it only deletes the cookie.
   * Call it in a Server Action or a Route Handler.
   *
   * @throws {SignetError} `conflicting-credentials` for two different credentials in one request;
   *   `cross-site`, `prefetch` and `cannot-set-cookies` as `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export async function signOut() {
   *   "use server";
   *   await auth.signOut();
   * }
   * ```
   */
  signOut(): Promise<void>;
  /**
   * Handle the session endpoints. Export them from `app/api/auth/[...signet]/route.ts`, or from another
   * catch-all route:
   *
   * - `GET session` and `POST sign-out`;
   * - under a strategy with a store also `GET sessions`, `DELETE sessions/<id>` and
   *   `POST sessions/revoke-others`, for the sessions of the signed-in user.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export const { GET, POST, DELETE } = auth.handlers;
   * ```
   */
  readonly handlers: {
    readonly GET: EndpointHandler;
    readonly POST: EndpointHandler;
    readonly DELETE: EndpointHandler;
  };
  /**
   * Returns the number of reads by outcome since the process started. Under `hybrid()` it also returns
   * the state of the feed, with ages in milliseconds and memory in bytes.
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
   *   `signInPath` it responds with 401.
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
