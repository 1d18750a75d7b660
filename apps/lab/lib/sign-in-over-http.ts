import { SignetError, StoreUnavailableError } from "signet-auth/next";
import { auths } from "./auth";
import { deviceLabel } from "./device-label";
import { problem } from "./problem";
import type { StrategyName } from "./strategies";
import { proveUser } from "./users/users";

/** A sign-in is a name and a password; bytes. */
const LARGEST_BODY = 4_096;

/** `POST /api/<strategy>/sign-in` with JSON `{ username, password }`. */
export async function signInOverHttp(strategy: StrategyName, request: Request): Promise<Response> {
  if (!/^application\/json(?:;|$)/i.test(request.headers.get("content-type") ?? "")) {
    return problem(415, "Unsupported media type", "Send JSON, as application/json.");
  }
  const body = await readSmallBody(request);
  if (body === null) return problem(413, "Too large", `Send at most ${LARGEST_BODY} bytes.`);
  const credentials = parseJson(body);
  if (credentials === null) {
    return problem(400, "Malformed JSON", 'Send { "username": "…", "password": "…" }.');
  }
  const user = await proveUser(credentials);
  if (user === null) {
    return problem(401, "Wrong user name or password", "Look at both and try again.");
  }
  return signIn(strategy, request, user);
}

async function signIn(
  strategy: StrategyName,
  request: Request,
  user: NonNullable<Awaited<ReturnType<typeof proveUser>>>,
): Promise<Response> {
  const device = { label: deviceLabel(request.headers.get("user-agent")) };
  try {
    const session = await auths[strategy].signIn({ ...user, device });
    return Response.json(session, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof StoreUnavailableError) {
      return problem(503, "Session store unavailable", "Try again soon.");
    }
    if (error instanceof SignetError && error.code === "cross-site") {
      return problem(403, "Cross-site request", error.message);
    }
    if (error instanceof SignetError && error.code === "insecure-origin") {
      return problem(400, "Insecure origin", error.message);
    }
    throw error;
  }
}

function parseJson(text: string): object | null {
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
