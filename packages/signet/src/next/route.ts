import type { Guarding, ReadOptions } from "../engine/api.ts";
import { errorResponse, problemResponse } from "../http/problem.ts";
import { isSafeMethod } from "../http/sender.ts";
import type { Session } from "../session/types.ts";
import { admit } from "./admit.ts";
import { checkGuard, type GuardOptions, readOptionsIn } from "./guard-options.ts";
import { exposePendingCookies, setResponseCookies } from "./request-cookies.ts";
import { waitForRequest } from "./wait-for-request.ts";

/** A Route Handler that also receives the session. */
export type RouteHandler<Data, Context> = (
  request: Request,
  session: Session<Data>,
  context: Context,
) => Response | Promise<Response>;

/** A Route Handler without a session. */
export type OpenRouteHandler<Context> = (
  request: Request,
  context: Context,
) => Response | Promise<Response>;

/**
 * Creates a Route Handler that passes the session to `handler`, or responds with 401, 403, 400 or
 * 503.
 */
export function guardRoute<Data extends object, Context>(
  signet: () => Guarding<Data>,
  handler: RouteHandler<Data, Context>,
  options: GuardOptions & ReadOptions = {},
): (request: Request, context: Context) => Promise<Response> {
  checkGuard(options);
  const readOptions = readOptionsIn(options);
  return openRoute(async (request, context) => {
    const engine = signet();
    // Next wraps the request in a proxy that observes each access, so each property is read once.
    const { headers, method } = request;
    const source = headers.has("host") ? headers : request;
    if (!isSafeMethod(method)) engine.refuseUnmeant(source);
    const reading = await engine.read(source, readOptions);
    const admitted = admit(engine, reading, options);
    if (typeof admitted === "string") return problemResponse(admitted);
    const isDue = reading.status === "active" && reading.renew;
    if (!isDue) return handler(request, admitted, context);
    const cookiesToSend = await exposePendingCookies(await engine.renew(source, reading));
    try {
      return withCookies(await handler(request, admitted, context), cookiesToSend());
    } catch (error) {
      // Next creates the response of a thrown redirect(), and takes its cookies from cookies().
      await setResponseCookies(cookiesToSend());
      throw error;
    }
  });
}

/**
 * Creates a Route Handler that needs no session. Errors of this library for a request become
 * responses.
 */
export function openRoute<Context>(
  handler: OpenRouteHandler<Context>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    await waitForRequest();
    try {
      return withNoStore(await handler(request, context));
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/**
 * Adds cookies to a copy of a response. Next's `cookies()` would write the cookies of the handler
 * again. A copy, because a handler may return the same response to several requests.
 */
function withCookies(response: Response, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return response;
  const copy = new Response(response.body, response);
  for (const text of setCookies) copy.headers.append("set-cookie", text);
  return copy;
}

/**
 * Forbids caches to store a response. It copies the response only if its headers cannot be changed.
 */
function withNoStore(response: Response): Response {
  try {
    response.headers.set("cache-control", "no-store");
    return response;
  } catch {
    const copy = new Response(response.body, response);
    copy.headers.set("cache-control", "no-store");
    return copy;
  }
}
