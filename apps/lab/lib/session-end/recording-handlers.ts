import "server-only";
import type { EndpointHandler } from "signet-auth/next";
import { auths } from "../auth";
import type { StoredStrategy } from "../strategies";
import { recordSessionEnd, type SessionEnding } from "./record-session-end";

/** The sessions that a request to the session endpoints ends. `null` when it ends none. */
type RequestedEnd = Pick<SessionEnding<unknown>, "how" | "ends"> | null;

/** Returns the session endpoints of a stored strategy. They record the end of each session. */
export function recordingHandlers(strategy: StoredStrategy) {
  const { GET, POST, DELETE } = auths[strategy].handlers;
  const recording =
    (handler: EndpointHandler): EndpointHandler =>
    async (request, context) => {
      const requested = requestedEnd(request.method, (await context.params)["signet"]);
      const work = () => handler(request, context);
      if (requested === null) return work();
      return recordSessionEnd({
        strategy,
        ...requested,
        work,
        hasEnded: (response) => response.ok,
      });
    };
  return { GET, POST: recording(POST), DELETE: recording(DELETE) };
}

function requestedEnd(method: string, path: string | readonly string[] | undefined): RequestedEnd {
  const [endpoint, item] = [path ?? []].flat();
  if (endpoint === "sign-out") {
    return { how: "signed-out", ends: (session, current) => session.id === current.id };
  }
  if (endpoint !== "sessions" || item === undefined) return null;
  return method === "DELETE"
    ? { how: "revoked", ends: (session) => session.id === item }
    : { how: "revoked", ends: (session, current) => session.id !== current.id };
}
