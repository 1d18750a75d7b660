import { eventStream } from "@/lib/live/event-stream";
import { follow } from "@/lib/live/follow";

/** The state of a session, and each change of it, as Server-Sent Events. */
export function GET(request: Request): Response {
  const session = new URL(request.url).searchParams.get("session");
  return eventStream((send, signal) => follow(session, send, signal));
}
