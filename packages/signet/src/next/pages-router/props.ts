import type { ParsedUrlQuery } from "node:querystring";
import type { GetServerSidePropsContext, GetServerSidePropsResult, PreviewData } from "next";
import type { Guarding, ReadOptions } from "../../engine/api.ts";
import {
  errorResponse,
  type Problem,
  problemOfError,
  problemResponse,
} from "../../http/problem.ts";
import { isPageRequest, problemPage } from "../../http/problem-page.ts";
import { isSafeMethod } from "../../http/sender.ts";
import type { Session } from "../../session/types.ts";
import type { StoredStrategy } from "../../strategy/contract.ts";
import { admit } from "../admit.ts";
import { checkGuard, readOptionsIn } from "../guard-options.ts";
import type { RequiredOptions } from "../page.ts";
import { causeOf, signInAddressFor } from "../redirect-to-sign-in.ts";
import type { PagesContext } from "./context.ts";
import { exchangeOf } from "./exchange.ts";
import { pageAddress } from "./page-address.ts";
import { sendResponse } from "./send-response.ts";

/** A `getServerSideProps` that also receives the session. */
export type LoadProps<
  Data,
  Props,
  Params extends ParsedUrlQuery = ParsedUrlQuery,
  Preview extends PreviewData = PreviewData,
> = (
  context: GetServerSidePropsContext<Params, Preview>,
  session: Session<Data>,
) => GetServerSidePropsResult<Props> | Promise<GetServerSidePropsResult<Props>>;

/** A guarded `getServerSideProps`. */
export type ServerSideProps<
  Props,
  Params extends ParsedUrlQuery = ParsedUrlQuery,
  Preview extends PreviewData = PreviewData,
> = (
  context: GetServerSidePropsContext<Params, Preview>,
) => Promise<GetServerSidePropsResult<Props>>;

/**
 * Creates a `getServerSideProps` that passes the session to `load`, or redirects to the sign-in page.
 * Next calls it for the page and for the JSON of the page under `/_next/data`, so both are guarded.
 */
export function guardProps<
  Data extends object,
  Props,
  Params extends ParsedUrlQuery,
  Preview extends PreviewData,
>(
  signet: () => Guarding<Data>,
  signInPath: string | null,
  load: LoadProps<Data, Props, Params, Preview>,
  options: RequiredOptions<StoredStrategy> & ReadOptions = {},
): ServerSideProps<Props, Params, Preview> {
  checkGuard(options);
  const readOptions = readOptionsIn(options);
  return async (context) => {
    const engine = signet();
    const exchange = exchangeOf(context);
    const { source } = exchange;
    exchange.forbidCaching();
    try {
      if (!isSafeMethod(source.method)) engine.refuseUnmeant(source);
      const reading = await engine.read(source, readOptions);
      const admitted = admit(engine, reading, options);
      if (typeof admitted !== "string") {
        exchange.addCookies(await engine.renew(source, reading));
        return await load(context, admitted);
      }
      const returnTo = options.returnTo ?? pageAddress(context);
      const signIn = signInAddressFor({ signInPath, returnTo }, causeOf(admitted));
      if (signIn === null) return await refuse(context, admitted, problemResponse(admitted));
      // After an unsafe request, the browser must open the sign-in page with GET.
      const statusCode = isSafeMethod(source.method) ? 307 : 303;
      return { redirect: { destination: signIn, statusCode } };
    } catch (error) {
      const problem = problemOfError(error);
      if (problem === null || context.res.headersSent) throw error;
      return refuse(context, problem, errorResponse(error));
    }
  };
}

/**
 * Ends the response with a problem: a page for a person, or the JSON for a script, such as Next's
 * router. Next renders nothing for a response that has ended.
 */
async function refuse(
  { req, res }: PagesContext,
  problem: Problem,
  json: Response,
): Promise<{ props: never }> {
  const isPage = isPageRequest(exchangeOf({ req, res }).source);
  await sendResponse(res, isPage ? problemPage(problem) : json);
  // Next needs a result and ignores it, so no page receives these props.
  return { props: {} as never };
}
