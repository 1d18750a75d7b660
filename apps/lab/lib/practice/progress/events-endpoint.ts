import { problemResponse } from "../../server/problem-response";
import { isJson, parseObject, readSmallBody } from "../../server/read-small-body";
import { keepSentEvent } from "./keep-event";

/** The largest request body in bytes. */
const MAX_BODY = 4_096;

/**
 * Answers `POST /api/practice/events` with JSON of one event. With the query `?session=new`, a new guest
 * session replaces an ended session.
 */
export async function eventsEndpoint(request: Request): Promise<Response> {
  if (!isJson(request)) {
    return problemResponse(415, "Unsupported media type", "Send JSON, as application/json.");
  }
  const body = await readSmallBody(request, MAX_BODY);
  if (body === null) return problemResponse(413, "Too large", `Send at most ${MAX_BODY} bytes.`);
  const event = parseObject(body);
  if (event === null) return problemResponse(400, "Malformed request", "Send one event as JSON.");
  const replaceEnded = new URL(request.url).searchParams.get("session") === "new";
  const kept = await keepSentEvent(event, replaceEnded);
  switch (kept.outcome) {
    case "kept":
      return Response.json({ kept: true }, { headers: { "cache-control": "no-store" } });
    case "malformed":
      return problemResponse(400, "Malformed event", kept.problem);
    case "unknown-item":
      return problemResponse(422, "Unknown item", "The practice has no such topic, mode or item.");
    case "full":
      return problemResponse(409, "Too many events", "Export and delete your progress first.");
    case "wait": {
      const detail = `Wait ${kept.seconds} s, then try again.`;
      const headers = { "retry-after": String(kept.seconds) };
      return problemResponse(429, "Too many tries", detail, headers);
    }
    case "unavailable":
      return problemResponse(503, "Session store unavailable", "Try again soon.", {
        "retry-after": "5",
      });
    case "session-ended":
      return problemResponse(401, "Session ended", "Send the event again with ?session=new.");
    case "cross-site":
      return problemResponse(
        403,
        "Cross-site request",
        "Send the request from a page of this site.",
      );
    case "insecure-origin":
      return problemResponse(400, "Insecure origin", "Use https, or http://localhost.");
  }
}
