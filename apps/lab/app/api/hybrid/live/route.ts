import { eventStream } from "@/lib/live/event-stream";
import { sendSessionStatus } from "@/lib/live/send-session-status";

/** Sends the status of a session and each change as Server-Sent Events. */
export function GET(request: Request): Response {
  const session = new URL(request.url).searchParams.get("session");
  return eventStream((send, signal) => sendSessionStatus(session, send, signal));
}
