/** `signet-auth/iron-session/next`: a replacement for iron-session/next of version 6. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type {
  GetServerSidePropsContext,
  GetServerSidePropsResult,
  NextApiHandler,
  NextApiRequest,
  NextApiResponse,
} from "next";
import { defineSession } from "../request-session.ts";
import "../request-type.ts";
import type { IronSessionOptions } from "../types.ts";

type Options<Request, Response> =
  | IronSessionOptions
  | ((request: Request, response: Response) => IronSessionOptions | Promise<IronSessionOptions>);

/**
 * Gives `req.session` to an API route of the Pages Router.
 *
 * @param options the options, or a function of `req` and `res` that returns them.
 *
 * @example
 * ```ts
 * import { withIronSessionApiRoute } from "signet-auth/iron-session/next";
 *
 * declare module "signet-auth/iron-session" {
 *   interface IronSessionData { userId?: number }
 * }
 * const options = { cookieName: "app", password: process.env.SESSION_PASSWORD ?? "" };
 * export default withIronSessionApiRoute((req, res) => {
 *   res.status(req.session.userId === undefined ? 401 : 200).end();
 * }, options);
 * ```
 */
export function withIronSessionApiRoute(
  handler: NextApiHandler,
  options: Options<NextApiRequest, NextApiResponse>,
): NextApiHandler {
  return async (req, res) => {
    await defineSession(req, res, await optionsOf(options, req, res));
    return handler(req, res);
  };
}

/**
 * Gives `req.session` to a `getServerSideProps` of the Pages Router.
 *
 * @param options the options, or a function of `req` and `res` that returns them.
 *
 * @example
 * ```ts
 * import { withIronSessionSsr } from "signet-auth/iron-session/next";
 *
 * const options = { cookieName: "app", password: process.env.SESSION_PASSWORD ?? "" };
 * export const getServerSideProps = withIronSessionSsr(
 *   ({ req }) => ({ props: { isNew: Object.keys(req.session).length === 0 } }),
 *   options,
 * );
 * ```
 */
export function withIronSessionSsr<
  Props extends { [key: string]: unknown } = { [key: string]: unknown },
>(
  handler: (
    context: GetServerSidePropsContext,
  ) => GetServerSidePropsResult<Props> | Promise<GetServerSidePropsResult<Props>>,
  options: Options<IncomingMessage, ServerResponse>,
): (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<Props>> {
  return async (context) => {
    const { req, res } = context;
    await defineSession(req, res, await optionsOf(options, req, res));
    return handler(context);
  };
}

function optionsOf<Request, Response>(
  options: Options<Request, Response>,
  req: Request,
  res: Response,
): IronSessionOptions | Promise<IronSessionOptions> {
  return typeof options === "function" ? options(req, res) : options;
}
