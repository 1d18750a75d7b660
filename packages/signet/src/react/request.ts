import { SignetError } from "../errors.ts";
import type { Call, Environment } from "./environment.ts";
import { type Known, knownOf } from "./known.ts";
import type { GivenSession } from "./types.ts";

/** The remedy when the answer is no problem (RFC 9457), so that it is not of the session endpoints. */
const NO_ENDPOINT = "Export auth.handlers.";

/**
 * Calls a session endpoint, and returns the state in its answer.
 *
 * @throws {SignetError} `request-failed` for every answer but a session or `null`, and without an
 *   answer.
 */
export async function request(send: Environment["request"], call: Call): Promise<Known> {
  const { status, body } = await send(call).catch((error: unknown) => ({
    status: "failed",
    body: { detail: String(error) },
  }));
  const { session, detail = NO_ENDPOINT }: { session?: GivenSession | null; detail?: string } =
    Object(body);
  if (status === 200 && (session === null || session?.id)) return knownOf(session);
  throw new SignetError("request-failed", `${call.method} ${call.url}: ${status}. ${detail}`);
}
