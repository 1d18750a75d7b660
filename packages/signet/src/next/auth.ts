import type { Metrics, ReadOptionsOf } from "../api.ts";
import type { SignetTypeError } from "../errors.ts";
import type { Reading, Session } from "../session/types.ts";
import type { Sessions } from "../sessions.ts";
import type { SignInInput } from "../sign-in.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { Action, GuardOptionsOf, RouteHandler } from "./guards.ts";
import type { ProxyFunction, ProxyOptions } from "./proxy.ts";

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

export type RequiredOptions<S extends Strategy> = GuardOptionsOf<S> & {
  /** Where to go back to after signing in. */
  readonly returnTo?: string;
};

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
   * session.
   *
   * @throws {StoreUnavailableError}
   */
  required(options?: RequiredOptions<S>): Promise<Session<Data>>;
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
   * A Server Action that runs with a session alone; without one it leaves for `signInPath`. So it does
   * with `within` for who signed in longer ago.
   */
  action<Args extends unknown[], Result>(
    action: Action<Data, Args, Result>,
    options?: GuardOptionsOf<S>,
  ): (...args: Args) => Promise<Result>;
  /** Begins a session, in a Server Action or a Route Handler. Prove who it is first. */
  signIn(input: SignInInput<Input>): Promise<Session<Data>>;
  /** Changes members of this session's data, in a Server Action or a Route Handler. */
  update(patch: Partial<Input & object>): Promise<Session<Data>>;
  /** Ends this session, in a Server Action or a Route Handler. */
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
