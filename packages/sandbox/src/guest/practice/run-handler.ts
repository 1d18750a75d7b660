import { parseSetCookie } from "cookie";
import { requestOf, runIn } from "../next/current.ts";
import { responseOfError } from "../next/errors.ts";
import { NextRequest, NextResponse } from "../next/server.ts";
import type { BrowserInit, Handler, SentRequest } from "./browser-types.ts";
import { Answer } from "./captured.ts";

/**
 * Runs a Route Handler, a proxy or another function of a request as Next does: `cookies()` and `headers()` work in
 * it, its `redirect()` and `notFound()` become responses, and the response gets the cookies that it has set.
 */
export async function runHandler(
  handler: Handler,
  sent: SentRequest,
  { params, proxy }: Required<Pick<BrowserInit, "params" | "proxy">>,
): Promise<Response> {
  const { url, method, headers, body } = sent;
  const request = new NextRequest(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const current = requestOf(url, headers, "route");
  const response = await runIn(current, () =>
    responseOf(() => handler(request as never, { params: Promise.resolve(params) }), sent, proxy),
  );
  return withCookies(response, current.setCookies());
}

async function responseOf(
  run: () => unknown,
  { url, method }: SentRequest,
  isProxy: boolean,
): Promise<Response> {
  let response: unknown;
  try {
    response = await run();
  } catch (error) {
    const made = responseOfError(error);
    if (made === null) throw error;
    const { status, location } = made;
    return new Answer(null, { status, headers: location === undefined ? {} : { location } });
  }
  if (isResponse(response)) return response;
  if (isProxy && (response === undefined || response === null)) return NextResponse.next();
  const type = response === null ? "null" : typeof response;
  throw new Error(
    `No response is returned from route handler. Expected a Response object but received '${type}' (method: ${method}, url: ${url.pathname}). Ensure you return a \`Response\` or a \`NextResponse\` in all branches of your handler.`,
  );
}

function isResponse(value: unknown): value is Response {
  return value instanceof Answer;
}

/** Adds the cookies of `cookies().set()`. A cookie that the response sets itself wins. */
function withCookies(response: Response, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return response;
  const own = response.headers.getSetCookie();
  const names = new Set(own.map((text) => parseSetCookie(text).name));
  const added = setCookies.filter((text) => !names.has(parseSetCookie(text).name));
  const { status, statusText, headers } = response;
  const copy = new Answer(response.body, { status, statusText, headers });
  for (const text of added) copy.headers.append("set-cookie", text);
  return copy;
}
