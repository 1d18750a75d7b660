import type { Guarding, ReadOptions } from "../engine/api.ts";
import { isSafeMethod } from "../http/origin.ts";
import { errorResponse, problemResponse } from "../http/problem.ts";
import type { Session } from "../session/types.ts";
import { admit } from "./admit.ts";
import { checkGuard, type GuardOptions, readOptionsIn } from "./guard-options.ts";
import { exposePendingCookies, setResponseCookies } from "./request-cookies.ts";
import { waitForRequest } from "./wait-for-request.ts";

export type RouteHandler<Data, Context> = (
  request: Request,
  session: Session<Data>,
  context: Context,
) => Response | Promise<Response>;

export type OpenRouteHandler<Context> = (
  request: Request,
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
  return openRoute(async (request, context) => {
    const engine = signet();
    // Next watches each look at a request, so it is looked at once.
    const { headers, method } = request;
    const source = headers.has("host") ? headers : request;
    if (!isSafeMethod(method)) engine.refuseUnmeant(source);
    const reading = await engine.read(source, asked);
    const session = admit(engine, reading, options);
    if (typeof session === "string") return problemResponse(session);
    const isDue = reading.status === "active" && reading.renew;
    if (!isDue) return handler(request, session, context);
    const stillDue = await exposePendingCookies(await engine.renew(source, reading));
    try {
      return withCookies(await handler(request, session, context), stillDue());
    } catch (error) {
      // What Next makes an answer of, such as redirect(), gets its cookies from the jar.
      await setResponseCookies(stillDue());
      throw error;
    }
  });
}

/** A Route Handler for everybody, whose answer no cache keeps; what the library refuses is answered. */
export function openRoute<Context>(
  handler: OpenRouteHandler<Context>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    await waitForRequest();
    try {
      return notStored(await handler(request, context));
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/**
 * Not through Next's jar, which would write the handler's own cookies anew. On a copy, because a
 * handler may give the same response to everybody.
 */
function withCookies(response: Response, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return response;
  const copy = new Response(response.body, response);
  for (const text of setCookies) copy.headers.append("set-cookie", text);
  return copy;
}

/** What depends on a session belongs into no cache. A copy is made only where nothing can be set. */
function notStored(response: Response): Response {
  try {
    response.headers.set("cache-control", "no-store");
    return response;
  } catch {
    const copy = new Response(response.body, response);
    copy.headers.set("cache-control", "no-store");
    return copy;
  }
}
