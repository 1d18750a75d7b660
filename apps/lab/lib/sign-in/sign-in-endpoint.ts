import { problemResponse } from "../server/problem-response";
import { isJson, parseObject, readSmallBody } from "../server/read-small-body";
import type { StrategyName } from "../strategies";
import type { User } from "../users/users";
import { waitText } from "./error-text";
import { startSession } from "./start-session";
import { trySignIn } from "./try-sign-in";

/** The largest request body in bytes. */
const MAX_BODY = 4_096;

/** Answers `POST /api/<strategy>/sign-in` with JSON `{ username, password }`. */
export async function signInEndpoint(strategy: StrategyName, request: Request): Promise<Response> {
  if (!isJson(request)) {
    return problemResponse(415, "Unsupported media type", "Send JSON, as application/json.");
  }
  const body = await readSmallBody(request, MAX_BODY);
  if (body === null) return problemResponse(413, "Too large", `Send at most ${MAX_BODY} bytes.`);
  const credentials = parseObject(body);
  if (credentials === null) {
    return problemResponse(400, "Malformed request", 'Send { "username": "…", "password": "…" }.');
  }
  const tried = await trySignIn(credentials);
  switch (tried.outcome) {
    case "verified":
      return signIn(strategy, tried.user);
    case "wrong":
      return problemResponse(401, "Wrong user name or password", "Check both and try again.");
    case "wait": {
      const headers = { "retry-after": String(tried.seconds) };
      return problemResponse(429, "Too many tries", waitText(tried.seconds), headers);
    }
  }
}

async function signIn(strategy: StrategyName, user: User): Promise<Response> {
  const started = await startSession(strategy, user);
  if ("session" in started) {
    return Response.json(started.session, { headers: { "cache-control": "no-store" } });
  }
  switch (started.refused) {
    case "cross-site":
      return problemResponse(
        403,
        "Cross-site request",
        "Send the request from a page of this site.",
      );
    case "insecure-origin":
      return problemResponse(400, "Insecure origin", "Use https, or http://localhost.");
    case "store-unavailable":
      return problemResponse(503, "Session store unavailable", "Try again soon.");
  }
}
