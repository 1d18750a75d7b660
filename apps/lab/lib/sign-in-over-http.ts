import { beginSession } from "./begin-session";
import { problem } from "./problem";
import { waitText } from "./refusal-text";
import type { StrategyName } from "./strategies";
import { trySignIn } from "./users/try-sign-in";
import type { User } from "./users/users";

/** A sign-in is a name and a password; bytes. */
const LARGEST_BODY = 4_096;

/** `POST /api/<strategy>/sign-in` with JSON `{ username, password }`. */
export async function signInOverHttp(strategy: StrategyName, request: Request): Promise<Response> {
  if (!/^application\/json(?:;|$)/i.test(request.headers.get("content-type") ?? "")) {
    return problem(415, "Unsupported media type", "Send JSON, as application/json.");
  }
  const body = await readSmallBody(request);
  if (body === null) return problem(413, "Too large", `Send at most ${LARGEST_BODY} bytes.`);
  const credentials = parseObject(body);
  if (credentials === null) {
    return problem(400, "Malformed request", 'Send { "username": "…", "password": "…" }.');
  }
  const tried = await trySignIn(credentials);
  switch (tried.outcome) {
    case "proved":
      return signIn(strategy, tried.user);
    case "wrong":
      return problem(401, "Wrong user name or password", "Check both and try again.");
    case "wait": {
      const headers = { "retry-after": String(tried.seconds) };
      return problem(429, "Too many tries", waitText(tried.seconds), headers);
    }
  }
}

async function signIn(strategy: StrategyName, user: User): Promise<Response> {
  const begun = await beginSession(strategy, user);
  if ("session" in begun) {
    return Response.json(begun.session, { headers: { "cache-control": "no-store" } });
  }
  switch (begun.refused) {
    case "cross-site":
      return problem(403, "Cross-site request", "Send the request from a page of this site.");
    case "insecure-origin":
      return problem(400, "Insecure origin", "Use https, or http://localhost.");
    case "store-unavailable":
      return problem(503, "Session store unavailable", "Try again soon.");
  }
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** The body as text, or `null` as soon as it proves too large. */
async function readSmallBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
