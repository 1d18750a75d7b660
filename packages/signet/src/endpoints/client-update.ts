import type { Engine } from "../engine/api.ts";
import { SignetError } from "../errors.ts";
import { problemResponse } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import type { RequestSource } from "../http/request-source.ts";
import { json } from "./json.ts";

/** The greatest length of the body of a client's update; characters. */
const MAX_LENGTH = 16_384;
/** The bytes that so many characters have at most in UTF-8. */
const MAX_BYTES = 4 * MAX_LENGTH;

/** The codes of errors that a client's patch can cause, so that the response names the cause. */
const REFUSED: ReadonlySet<string> = new Set(["invalid-data", "cookie-too-large"]);

/** The body of a request that updates the data of its session. */
export interface ClientPatch {
  /** Returns the body as text. */
  text(): Promise<string>;
}

/**
 * Updates the data of the session by the JSON object in the body of a request. It fails closed: it
 * refuses the whole patch when the patch names a member that `allowed` does not list. So a client
 * cannot change a role.
 *
 * @param allowed the members of the data that a client may change. With an empty list every patch is
 *   refused.
 */
export async function updateByClient<Data extends object, Input>(
  signet: Pick<Engine<Data, Input>, "update">,
  request: RequestSource & ClientPatch,
  allowed: readonly string[],
): Promise<Response> {
  if (allowed.length === 0) return problemResponse("client-update");
  const patch = await patchIn<Partial<Input & object>>(request);
  if (patch === null) return problemResponse("invalid-patch");
  const refused = Object.keys(patch).find((name) => !allowed.includes(name));
  if (refused !== undefined) {
    const name = JSON.stringify(refused.slice(0, 64));
    return problemResponse(
      "client-update",
      `The client may not change ${name}. List the member in the option clientUpdates of createAuth, or change it on the server with auth.update().`,
    );
  }
  try {
    const { session, credential, setCookies } = await signet.update(request, patch);
    // A client that sent a bearer token receives no cookie. It needs the new credential itself.
    return json(setCookies.length === 0 ? { session, credential } : { session }, setCookies);
  } catch (error) {
    if (!(error instanceof SignetError && REFUSED.has(error.code))) throw error;
    return problemResponse("invalid-patch", error.message);
  }
}

/** Returns the JSON object in the body of a request; `null` when the body is something else. */
async function patchIn<Patch extends object>(request: ClientPatch): Promise<Patch | null> {
  const text = await textOf(request);
  if (text === null || text.length > MAX_LENGTH) return null;
  try {
    const patch: Patch | null = JSON.parse(text);
    return typeof patch === "object" && !Array.isArray(patch) ? patch : null;
  } catch {
    return null;
  }
}

async function textOf(request: ClientPatch): Promise<string | null> {
  // The adapter of the Pages Router has a limit of its own.
  if (!(request instanceof Request)) return request.text();
  const bytes = await readBody(request, MAX_BYTES);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
