import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import type { Session } from "../session/types.ts";
import type { Strategy } from "../strategy/contract.ts";
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
import type { OpenRouteHandler, RouteHandler } from "./route.ts";

/** The members of `auth` that protect pages, routes and actions. */
export interface AuthGuards<Data extends object, S extends Strategy> {
  /**
   * Returns the session of the current request, or redirects to `signInPath`. After sign-in,
   * `auth.returnTo()` leads back to the page.
   *
   * With `within`, a session whose sign-in is older is redirected too. The address of the sign-in
   * page then contains `prompt=login`, so that the page asks for a sign-in although there is a
   * session. With `factor: 2`, a session with one factor is redirected with `step=second-factor`, and
   * `within` counts from the proof of the second factor.
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
   * @throws {SignetError} `invalid-config`, at once, for an option that is not valid.
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
   * With the option `fallback`, and always under `cacheComponents`, the page renders in a
   * `<Suspense>`.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not valid.
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
   * - 401 without a live session (RFC 6750, 3.1), with one whose sign-in is older than `within`, or
   *   with one factor where the guard asks for `factor: 2` (RFC 9470, 3);
   * - 403 for a request with an unsafe method that another site or a prefetch may have caused;
   * - 400 for two different credentials in one request;
   * - 503 when the store does not answer.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not valid.
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
   * Without a session, or with one that does not meet `within` and `factor`, the action redirects to
   * `signInPath`. After sign-in, `auth.returnTo()` leads back to the page of the form. With `refused`
   * the action returns the result of `refused` instead, so the page and the input of the user stay.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not valid. The action
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
}
