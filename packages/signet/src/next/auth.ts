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

/** `sessions` of the engine, for the user of the request that is being answered. */
export interface AuthSessions<Data> extends Omit<Sessions<Data>, "revokeOthers"> {
  /** Ends all sessions of this request's user but this one. How many it ended. */
  revokeOthers(): Promise<number>;
}

/** `AuthSessions` where the strategy keeps server state; elsewhere a type that says why not. */
export type AuthSessionsOf<S extends Strategy, Data> =
  S extends StatelessStrategy<infer Sentence> ? SignetTypeError<Sentence> : AuthSessions<Data>;

/** The session endpoints, for `app/api/auth/[...signet]/route.ts`. */
export type EndpointHandler = (
  request: Request,
  context: { readonly params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/** Sessions in a Next.js app. The guards hand the session in; prefer them over calling `auth()`. */
export interface Auth<Data extends object, Input, S extends Strategy> {
  /**
   * The session of this request, or `null` when nobody is signed in. For Server Components, Server
   * Actions and Route Handlers. Never writes.
   *
   * @param options how old the truth may be that it goes by; `{ fresh: true }` asks the store.
   * @throws {StoreUnavailableError} when nobody can tell; `null` always means signed out.
   */
  (options?: ReadOptionsOf<S>): Promise<Session<Data> | null>;
  /**
   * What this request's credential proves, and why not where it proves nothing: a
   * {@link Reading}. An outage is the reading `unavailable` and never thrown. For Server Components,
   * Server Actions and Route Handlers. Never writes.
   *
   * @param options as `auth()` takes them; both share one read a render.
   * @throws {SignetError} `invalid-config` for options that are none.
   */
  read(options?: ReadOptionsOf<S>): Promise<Reading<Data>>;
  /**
   * The session, or away to `signInPath`, and back to `returnTo` afterwards. Without a `signInPath`
   * it shows Next's 401 page (`experimental.authInterrupts`). With `within`, who signed in longer ago
   * leaves as well, and `signInPath` gets `prompt=login`, which asks for a sign-in although there is a
   * session. In a page prefer `auth.page`, which cannot be forgotten to be awaited.
   *
   * @throws {StoreUnavailableError}
   */
  required(options?: RequiredOptions<S>): Promise<Session<Data>>;
  /**
   * The metadata of a guarded page, with the session handed in:
   * `export const generateMetadata = auth.page(async (session, props, parent) => …)`.
   */
  page<Props extends object, Parent, Result extends Metadata | Viewport>(
    describe: DescribePage<Data, Props, Parent, Result>,
    options?: RequiredOptions<S>,
  ): PageMetadata<Props, Parent, Result>;
  /**
   * A page or a layout that is rendered with a session alone; without one it leaves as
   * `auth.required()` does. Write `export default auth.page(async (session, props) => …)`.
   *
   * @throws {SignetError} `invalid-config` for a duration that is none.
   */
  page<Props extends object, Node extends ReactNode>(
    render: RenderPage<Data, Props, Node>,
    options?: PageOptions<S>,
  ): Page<Props>;
  /**
   * A Route Handler that runs with a session alone. Otherwise it answers 401; 403 for an unsafe
   * request from another site; 400 for two credentials at once; 503 when the store is out. With
   * `within`, 401 as RFC 9470 says for who signed in longer ago.
   */
  route<Context>(
    handler: RouteHandler<Data, Context>,
    options?: GuardOptionsOf<S>,
  ): (request: Request, context: Context) => Promise<Response>;
  /**
   * A Route Handler for everybody, such as one that signs in or out. Its answer is kept by no cache, and
   * what `signIn`, `update` or `signOut` refuses is answered as `auth.route` does.
   */
  open<Context>(
    handler: OpenRouteHandler<Context>,
  ): (request: Request, context: Context) => Promise<Response>;
  /**
   * A Server Action that runs with a session alone; without one it leaves for `signInPath`, and back
   * to the form's page afterwards. So it does with `within` for who signed in longer ago. With
   * `refused` it answers that instead, so that the page stays and what was typed is not lost.
   *
   * @throws {SignetError} `cross-site` when it is called from another site's page.
   * @throws {StoreUnavailableError} without `refused`.
   */
  action<Args extends unknown[], Result, Refused = never>(
    action: Action<Data, Args, Result>,
    options?: GuardOptionsOf<S> & Refusing<Args, Refused>,
  ): (...args: Args) => Promise<Result | Refused>;
  /**
   * The page that a guard sent the visitor from, for the Server Action of the sign-in page: a path of
   * this site, or the fallback (by default `/`) where nobody was sent. Needs no field in the form, so
   * that the sign-in page is static and works before, and without, JavaScript. Without `auth.proxy` it
   * goes by `Referer`, which a `Referrer-Policy: no-referrer` takes away: then it is the fallback.
   *
   * @example
   * ```ts
   * await auth.signIn({ userId: user.id });
   * redirect(await auth.returnTo("/dashboard"));
   * ```
   */
  returnTo(fallback?: string): Promise<string>;
  /**
   * Begins a session, in a Server Action or a Route Handler. Prove who it is first.
   *
   * @throws {SignetError} `cross-site` and `prefetch`, which Next answers 403 where nobody catches them;
   *   and as the engine's `signIn`.
   */
  signIn(input: SignInInput<Input>): Promise<Session<Data>>;
  /**
   * Changes members of this session's data, in a Server Action or a Route Handler.
   *
   * @throws {SignetError} as `signIn`, and as the engine's `update`.
   */
  update(patch: Partial<Input & object>): Promise<Session<Data>>;
  /**
   * Ends this session, in a Server Action or a Route Handler.
   *
   * @throws {SignetError} as `signIn`, and as the engine's `signOut`.
   */
  signOut(): Promise<void>;
  readonly handlers: {
    readonly GET: EndpointHandler;
    readonly POST: EndpointHandler;
    readonly DELETE: EndpointHandler;
  };
  /** What has been read, and how it keeps up with its store, since the process began. */
  metrics(): Metrics;
  /** A function for `proxy.ts` that renews sessions and sends visitors to sign in. */
  proxy(options: ProxyOptions): ProxyFunction;
  /** The user's sessions on all devices, where the strategy keeps server state. */
  readonly sessions: AuthSessionsOf<S, Data>;
}
