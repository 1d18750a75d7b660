import type { NextApiRequest, NextApiResponse } from "next";
import type { Guarding, ReadOptions } from "../../engine/api.ts";
import { errorResponse, problemResponse } from "../../http/problem.ts";
import { isSafeMethod } from "../../http/sender.ts";
import type { Session } from "../../session/types.ts";
import { admit } from "../admit.ts";
import { checkGuard, type GuardOptions, readOptionsIn } from "../guard-options.ts";
import { exchangeOf } from "./exchange.ts";
import { sendResponse } from "./send-response.ts";

/** The handler of a Pages API route that also receives the session. */
export type ApiHandler<Data, Body> = (
  req: NextApiRequest,
  res: NextApiResponse<Body>,
  session: Session<Data>,
) => unknown;

/** The handler of a Pages API route without a session. */
export type OpenApiHandler<Body> = (req: NextApiRequest, res: NextApiResponse<Body>) => unknown;

/** A Pages API route, for the default export of a file in `pages/api`. */
export type ApiRoute<Body> = (req: NextApiRequest, res: NextApiResponse<Body>) => Promise<unknown>;

/**
 * Creates a Pages API route that passes the session to `handler`, or responds with 401, 403, 400 or
 * 503.
 */
export function guardApi<Data extends object, Body>(
  signet: () => Guarding<Data>,
  handler: ApiHandler<Data, Body>,
  options: GuardOptions & ReadOptions = {},
): ApiRoute<Body> {
  checkGuard(options);
  const readOptions = readOptionsIn(options);
  return openApi(async (req, res) => {
    const engine = signet();
    const exchange = exchangeOf({ req, res });
    const { source } = exchange;
    if (!isSafeMethod(source.method)) engine.refuseUnmeant(source);
    const reading = await engine.read(source, readOptions);
    const admitted = admit(engine, reading, options);
    if (typeof admitted === "string") return sendResponse(res, problemResponse(admitted));
    exchange.addCookies(await engine.renew(source, reading));
    return handler(req, res, admitted);
  });
}

/**
 * Creates a Pages API route that needs no session. Errors of this library for a request become
 * responses, unless the response has started.
 */
export function openApi<Body>(handler: OpenApiHandler<Body>): ApiRoute<Body> {
  return async (req, res) => {
    exchangeOf({ req, res }).forbidCaching();
    try {
      return await handler(req, res);
    } catch (error) {
      if (res.headersSent) throw error;
      return sendResponse(res, errorResponse(error));
    }
  };
}
