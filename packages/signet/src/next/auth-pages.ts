import type { ParsedUrlQuery } from "node:querystring";
import type { PreviewData } from "next";
import type { Strategy } from "../strategy/contract.ts";
import type { GuardOptionsOf } from "./guard-options.ts";
import type { RequiredOptions } from "./page.ts";
import type { ApiHandler, ApiRoute, OpenApiHandler } from "./pages-router/api.ts";
import type { LoadProps, ServerSideProps } from "./pages-router/props.ts";

/** The members of `auth` that protect pages and API routes of the Pages Router. */
export interface AuthPages<Data extends object, S extends Strategy> {
  /**
   * Creates a Pages API route that runs only with a session, for a file in `pages/api`. A renewal that
   * is due is added to the response as `Set-Cookie`, beside the cookies that your handler sets. Every
   * response has `Cache-Control: no-store`.
   *
   * Without a session, the route responds with the same problems as `auth.route`: 401, 403, 400 or 503.
   * Errors of `auth.signIn` and other writes in your handler become the same problems.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not valid.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export default auth.api((_req, res, session) => res.json({ id: session.userId }));
   * ```
   */
  api<Body>(handler: ApiHandler<Data, Body>, options?: GuardOptionsOf<S>): ApiRoute<Body>;
  /**
   * Creates a Pages API route that needs no session, such as one that signs a user in or out. Every
   * response has `Cache-Control: no-store`. When `signIn`, `update` or `signOut` refuses the request,
   * the response is the same problem as of `auth.api`.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * declare function findUser(name: string, password: string): Promise<{ id: string } | null>;
   * export default auth.openApi(async (req, res) => {
   *   const user = await findUser(req.body.name, req.body.password);
   *   if (user === null) return res.redirect(303, "/sign-in");
   *   await auth.signIn({ userId: user.id }, { req, res });
   *   return res.redirect(303, await auth.returnTo("/account", { req, res }));
   * });
   * ```
   */
  openApi<Body>(handler: OpenApiHandler<Body>): ApiRoute<Body>;
  /**
   * Creates a `getServerSideProps` that runs only with a session. Your function receives the context
   * of Next and the session. A renewal that is due sets its cookie. No cache may store the page, or
   * its JSON under `/_next/data`, which is guarded in the same way.
   *
   * Without a session, or with one that does not meet `within` and `factor`, the page redirects to
   * `signInPath` as `auth.page` does. Otherwise it responds with a short page, or with JSON to scripts:
   *
   * - 401 without `signInPath`; 400 there for two different credentials in one request;
   * - 403 for a request with an unsafe method that another site or a prefetch may have caused;
   * - 503 when the store does not answer.
   *
   * The session holds dates, which Next does not pass to a page. Choose the members that the page needs.
   *
   * @throws {SignetError} `invalid-config`, at once, for an option that is not valid.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const secret = process.env.AUTH_SECRET;
   * const auth = createAuth({ strategy: jwt(), secret, signInPath: "/sign-in" });
   * export const getServerSideProps = auth.props(async (_context, session) => ({
   *   props: { userId: session.userId },
   * }));
   * ```
   */
  props<
    Props,
    Params extends ParsedUrlQuery = ParsedUrlQuery,
    Preview extends PreviewData = PreviewData,
  >(
    load: LoadProps<Data, Props, Params, Preview>,
    options?: RequiredOptions<S>,
  ): ServerSideProps<Props, Params, Preview>;
}
