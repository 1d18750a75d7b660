import type { ServerResponse } from "node:http";
import { cookieLookup } from "../cookies/lookup.ts";
import { handle } from "../core/handle.ts";
import type { AuthResponse, Fields } from "../core/message.ts";
import { configuredSecret } from "../environment.ts";
import { headersOf } from "../jwt/token-request.ts";
import type { AuthOptions } from "../types.ts";
import type { ApiRequest, ApiResponse } from "./api-types.ts";

/** Responds to a request of the Pages Router. */
export async function handleApi(
  req: ApiRequest,
  res: ApiResponse,
  options: AuthOptions,
): Promise<void> {
  const { nextauth, ...query } = req.query;
  const [action, providerId] = typeof nextauth === "string" ? [nextauth] : (nextauth ?? []);
  const error = typeof query["error"] === "string" ? query["error"] : providerId;
  const body = fieldsOf(req.body);
  const request = {
    action,
    providerId,
    error,
    method: req.method ?? "GET",
    query,
    body,
    cookies: cookieLookup(req.cookies),
    headers: headersOf(req),
    headerFields: req.headers,
  };
  const { secret = jwtSecretOf(options) ?? configuredSecret() } = options;
  send(res, await handle(request, options, secret), body);
}

function send(res: ApiResponse, response: AuthResponse, body: Fields | undefined): void {
  const { status = 200, headers = {}, setCookies = [], redirect } = response;
  res.status(status);
  appendCookies(res, setCookies);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (redirect === undefined) {
    res.send(response.body);
  } else if (body?.["json"] === "true") {
    res.json({ url: redirect });
  } else {
    res.status(302).setHeader("Location", locationOf(redirect));
    res.end();
  }
}

/** Adds `Set-Cookie` texts to a response, after those that it has. */
export function appendCookies(
  res: Pick<ServerResponse, "getHeader" | "setHeader">,
  setCookies: readonly string[],
): void {
  if (setCookies.length === 0) return;
  const before = res.getHeader("Set-Cookie") ?? [];
  const kept = Array.isArray(before) ? before : [String(before)];
  res.setHeader("Set-Cookie", [...kept, ...setCookies]);
}

/** Encodes the characters that a header cannot have. */
export function locationOf(url: string): string {
  return url.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function fieldsOf(body: unknown): Fields | undefined {
  return typeof body === "object" && body !== null ? { ...body } : undefined;
}

function jwtSecretOf({ jwt }: AuthOptions): string | undefined {
  return typeof jwt?.secret === "string" ? jwt.secret : undefined;
}
