import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { SignetError } from "signet-auth/next";
import { hybridAuth } from "../../auth";
import { clientNetwork } from "../../rate-limit/client-network";
import { limits } from "../../rate-limit/limits";
import { isSameOrigin } from "../../server/is-same-origin";
import { findTopic } from "../content/topics";
import { newGuestId } from "../guest";
import { eventOf, type NewEventInput, newEvent } from "./event";
import { isKnownItem } from "./items";
import { practiceLog } from "./practice-log";

export type KeepResult =
  | { readonly outcome: "kept" }
  /** The event has a member that is missing, unknown or too long. */
  | { readonly outcome: "malformed"; readonly problem: string }
  /** The content has no such topic, mode or item. */
  | { readonly outcome: "unknown-item" }
  /** The visitor has the most events. */
  | { readonly outcome: "full" }
  /** Too many events or too many new guests from one network. */
  | { readonly outcome: "wait"; readonly seconds: number }
  /** The session store does not answer. */
  | { readonly outcome: "unavailable" }
  /** The session of the request has ended. A second tab may have a new one, after a sign-in. */
  | { readonly outcome: "session-ended" }
  | { readonly outcome: "cross-site" }
  /** A browser does not store the session cookie over plain http. */
  | { readonly outcome: "insecure-origin" };

/** An event of a form without JavaScript may have no id. */
export type EventToKeep = Omit<NewEventInput, "id"> & { readonly id?: string | undefined };

/**
 * Keeps an event of the visitor who sent the current request. Begins a guest session when the visitor
 * has no session. Checks the event, so its members may come from a form. Call it in a Server Action or
 * in a Route Handler, because it sets the cookie.
 */
export function keepEvent(event: EventToKeep): Promise<KeepResult> {
  return keepSentEvent({ ...event, id: event.id ?? randomUUID() }, true);
}

/**
 * Keeps an event as `keepEvent` does.
 *
 * @param event the event as the browser sent it.
 * @param replaceEnded whether a guest session may replace the ended session of the request. With
 *   `false`, a late request of one tab does not replace the session of a sign-in in another tab.
 */
export async function keepSentEvent(event: object, replaceEnded: boolean): Promise<KeepResult> {
  const parsed = newEvent.safeParse(event);
  if (!parsed.success) return { outcome: "malformed", problem: problemOf(parsed.error) };
  const content = findTopic(parsed.data.topic);
  if (content === null || !isKnownItem(content, parsed.data)) return { outcome: "unknown-item" };
  const sent = await headers();
  if (!isSameOrigin(sent)) return { outcome: "cross-site" };
  const network = clientNetwork(sent);
  const allowed = await limits().practice.take(network);
  if (allowed.wait !== null) return { outcome: "wait", seconds: allowed.wait };
  const visitor = await findVisitor(network, replaceEnded);
  if (typeof visitor !== "string") return visitor;
  const isKept = practiceLog().append(eventOf(parsed.data, visitor, Date.now()));
  return { outcome: isKept ? "kept" : "full" };
}

/** Returns the user id of the visitor. Begins a guest session for a visitor without one. */
async function findVisitor(network: string, replaceEnded: boolean): Promise<string | KeepResult> {
  const reading = await hybridAuth.read();
  if (reading.status === "active") return reading.session.userId;
  if (reading.status === "unavailable") return { outcome: "unavailable" };
  if (reading.status === "rejected" && !replaceEnded) return { outcome: "session-ended" };
  const allowed = await limits().guest.take(network);
  if (allowed.wait !== null) return { outcome: "wait", seconds: allowed.wait };
  try {
    const { userId } = await hybridAuth.signIn({
      userId: newGuestId(),
      data: { name: "Guest", role: "member" },
    });
    return userId;
  } catch (error) {
    const code = error instanceof SignetError ? error.code : null;
    if (code === "store-unavailable") return { outcome: "unavailable" };
    if (code === "cross-site" || code === "insecure-origin") return { outcome: code };
    throw error;
  }
}

function problemOf({
  issues,
}: {
  readonly issues: readonly { path: PropertyKey[]; message: string }[];
}) {
  return issues.map(({ path, message }) => `${path.join(".") || "event"}: ${message}`).join("; ");
}
