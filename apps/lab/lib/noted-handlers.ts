import "server-only";
import type { EndpointHandler } from "signet-auth/next";
import { auths } from "./auth";
import { type Ending, noteEnding } from "./ends/ends";
import type { StoredSide } from "./strategies";

/** What a request to the session endpoints is about to end, or `null` for nothing. */
type Asked = Pick<Ending<unknown>, "how" | "ends"> | null;

/** The session endpoints of a side that keeps records; what they end is noted as pages note it. */
export function notedHandlers(side: StoredSide) {
  const { GET, POST, DELETE } = auths[side].handlers;
  const noted =
    (handler: EndpointHandler): EndpointHandler =>
    async (request, context) => {
      const asked = askedFor(request.method, (await context.params)["signet"]);
      const work = () => handler(request, context);
      if (asked === null) return work();
      return noteEnding({ side, ...asked, work, hasEnded: (response) => response.ok });
    };
  return { GET, POST: noted(POST), DELETE: noted(DELETE) };
}

function askedFor(method: string, path: string | readonly string[] | undefined): Asked {
  const [room, item] = [path ?? []].flat();
  if (room === "sign-out") {
    return { how: "signed-out", ends: (session, current) => session.id === current.id };
  }
  if (room !== "sessions" || item === undefined) return null;
  return method === "DELETE"
    ? { how: "revoked", ends: (session) => session.id === item }
    : { how: "revoked", ends: (session, current) => session.id !== current.id };
}
