import { SignetError } from "../errors.ts";
import type { Environment } from "./environment.ts";
import { type Known, knownIn } from "./known.ts";

/** The longest wait for an answer; milliseconds. */
const TIMEOUT = 20_000;

/** A request to a session endpoint, such as `GET session`. */
export interface Call {
  readonly method: "GET" | "PATCH" | "POST";
  readonly url: string;
  readonly patch?: unknown;
}

/**
 * Calls a session endpoint, and returns the state in its answer.
 *
 * @throws {SignetError} `request-failed` for every answer but a session or `null`.
 */
export async function call(
  env: Environment,
  { method, url, patch }: Call,
  controller: AbortController,
): Promise<Known> {
  const cancelTimer = env.after(TIMEOUT, () => controller.abort());
  try {
    const { status, body } = await env.request(method, url, patch, controller.signal);
    const known = status === 200 ? knownIn(body) : null;
    if (known === null)
      throw failed(`${method} ${url} answered ${status}. ${detailOf(body)}`, body);
    return known;
  } catch (error) {
    if (error instanceof SignetError) throw error;
    throw failed(`${method} ${url} got no answer. Check the connection, and try again.`, error);
  } finally {
    cancelTimer();
  }
}

function failed(message: string, cause: unknown): SignetError {
  return new SignetError("request-failed", message, { cause });
}

/** Returns the instruction of a problem (RFC 9457). An answer without one is not of our endpoints. */
function detailOf(body: unknown): string {
  return typeof body === "object" && body !== null && "detail" in body
    ? String(body.detail)
    : "Export auth.handlers from a catch-all route, and give its path to SessionProvider as basePath.";
}
