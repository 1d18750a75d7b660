import type { Guarding, ReadOptions } from "../api.ts";
import { isSafeMethod } from "../http/origin.ts";
import { errorResponse, problemResponse } from "../http/problem.ts";
import type { Session } from "../session/types.ts";
import { admit, checkGuard, type GuardOptions, readOptionsIn } from "./guards.ts";
import { offerCookies } from "./jar.ts";
import { requestTime } from "./request-time.ts";

export type RouteHandler<Data, Context> = (
  request: Request,
  session: Session<Data>,
  context: Context,
) => Response | Promise<Response>;

/** A Route Handler that hands its session in, or answers 401, 403, 400 or 503 by itself. */
export function guardRoute<Data extends object, Context>(
  signet: () => Guarding<Data>,
  handler: RouteHandler<Data, Context>,
  options: GuardOptions & ReadOptions = {},
): (request: Request, context: Context) => Promise<Response> {
  checkGuard(options);
  const asked = readOptionsIn(options);
  return async (request, context) => {
    await requestTime();
    const engine = signet();
    try {
      if (!isSafeMethod(request.method)) engine.refuseUnmeant(request);
      const reading = await engine.read(request, asked);
      const session = admit(engine, reading, options);
      if (typeof session === "string") return problemResponse(session);
      await offerCookies(await engine.renew(request, reading));
      return notStored(await handler(request, session, context));
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** What depends on a session belongs into no cache. */
function notStored(response: Response): Response {
  const copy = new Response(response.body, response);
  copy.headers.set("cache-control", "no-store");
  return copy;
}
