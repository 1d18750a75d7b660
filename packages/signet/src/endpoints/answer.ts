import type { Engine, Guarding } from "../engine/api.ts";
import type { Sessions } from "../engine/sessions.ts";
import { isUnsupported } from "../errors.ts";
import { errorResponse, problemOf, problemResponse } from "../http/problem.ts";
import type { HeaderLookup } from "../http/request-source.ts";
import { isSafeMethod } from "../http/sender.ts";
import type { Session } from "../session/types.ts";
import type {
  EndpointRequest as SignInRequest,
  SignInService,
} from "../sign-in/service-contract.ts";
import { type ClientPatch, updateByClient } from "./client-update.ts";
import { json } from "./json.ts";

/** A request to an endpoint: of the web, or an adapter of another kind of request. */
type EndpointRequest = Request | (HeaderLookup & ClientPatch & Exclude<SignInRequest, Request>);

/**
 * Handles a request to a session endpoint. The application chooses the mount point. The endpoints are:
 *
 * - `GET session`, `PATCH session` (only the members of the data in `clientUpdates`) and
 *   `POST sign-out`;
 * - under a strategy with a store also `GET sessions`, `DELETE sessions/<id>` (only sessions of the
 *   same user) and `POST sessions/revoke-others`;
 * - with sign-in methods also those of `SignInService.answer`.
 *
 * @param path the segments after the mount point, such as `["sessions", "<id>"]`.
 * @param clientUpdates the members of the data that `PATCH session` may change. Default: none.
 * @param service runs the sign-in methods. Default: none.
 */
export async function answer<Data extends object, Input>(
  signet: Engine<Data, Input>,
  request: EndpointRequest,
  path: readonly string[],
  clientUpdates: readonly string[] = [],
  service: Pick<SignInService, "answer"> | null = null,
): Promise<Response> {
  const ofSignIn = service === null ? null : await service.answer(request, path);
  if (ofSignIn !== null) return ofSignIn;
  const [endpoint, item, ...more] = path;
  if (more.length > 0) return problemResponse("not-found");
  try {
    if (!isSafeMethod(request.method)) signet.refuseUnmeant(request);
    if (endpoint === "session" && item === undefined) {
      return await answerMethod(request, {
        GET: () => readSession(signet, request),
        PATCH: () => updateByClient(signet, request, clientUpdates),
      });
    }
    if (endpoint === "sign-out" && item === undefined) {
      return await answerMethod(request, { POST: () => signOut(signet, request) });
    }
    if (endpoint === "sessions" && !isUnsupported(signet.sessions)) {
      return await answerSessions(signet, signet.sessions, request, item);
    }
    return problemResponse("not-found");
  } catch (error) {
    return errorResponse(error);
  }
}

type Answers = Readonly<Record<string, () => Promise<Response>>>;

async function answerMethod(request: EndpointRequest, answers: Answers): Promise<Response> {
  const method = Object.hasOwn(answers, request.method) ? answers[request.method] : undefined;
  return method === undefined ? problemResponse("method-not-allowed") : method();
}

async function readSession<Data extends object>(
  signet: Guarding<Data>,
  request: EndpointRequest,
): Promise<Response> {
  const reading = await signet.read(request);
  if (reading.status === "unavailable") return problemResponse("unavailable");
  if (reading.status === "rejected" && reading.reason === "conflict") {
    return problemResponse("conflict");
  }
  const session = reading.status === "active" ? reading.session : null;
  return json({ session }, await signet.renew(request, reading));
}

async function signOut<Data extends object>(
  signet: Guarding<Data>,
  request: EndpointRequest,
): Promise<Response> {
  return json({ session: null }, await signet.signOut(request));
}

async function answerSessions<Data extends object>(
  signet: Guarding<Data>,
  sessions: Sessions<Data>,
  request: EndpointRequest,
  item: string | undefined,
): Promise<Response> {
  const reading = await signet.read(request);
  if (reading.status !== "active") return problemResponse(problemOf(reading) ?? "unavailable");
  const { session } = reading;
  if (item === undefined) {
    return answerMethod(request, { GET: () => listSessions(sessions, session) });
  }
  if (item === "revoke-others") {
    const revokeOthers = async () => json({ revoked: await sessions.revokeOthers(session) });
    return answerMethod(request, { POST: revokeOthers });
  }
  return answerMethod(request, { DELETE: () => revokeOne(sessions, session, item) });
}

async function listSessions<Data extends object>(
  sessions: Sessions<Data>,
  current: Session<Data>,
): Promise<Response> {
  const list = await sessions.list(current.userId);
  return json({ sessions: list.map((one) => ({ ...one, current: one.id === current.id })) });
}

async function revokeOne<Data extends object>(
  sessions: Sessions<Data>,
  current: Session<Data>,
  id: string,
): Promise<Response> {
  const revoked = await sessions.revoke(id, { ownedBy: current.userId });
  return revoked ? json({ revoked: 1 }) : problemResponse("not-found");
}
