import "server-only";
import type { DecidedBy } from "signet-auth/next";
import { hybridAuth, hybridStore } from "../auth";
import { findSessionEnd } from "../session-end/record-session-end";
import { rejectedSession } from "../session-end/rejected-session";
import type { SessionEnd } from "../session-end/session-end";
import { recordRefusal } from "./refusal-log";

/** The status of a hybrid session. */
export type SessionStatus =
  | { readonly status: "active"; readonly decidedBy: DecidedBy }
  | {
      readonly status: "revoked";
      /** Milliseconds since the session's end, by the store's clock. `null` when the store has no event of it. */
      readonly after: number | null;
      /** `null` without a record of the end. */
      readonly end: SessionEnd | null;
    }
  /** `signed-out`: the browser has no cookie of the session, or its cookie is rejected for another reason. */
  | { readonly status: "unavailable" | "signed-out" };

const SIGNED_OUT = { status: "signed-out" } as const;

/**
 * Reads the session of this request and returns its status.
 *
 * @param session the id of the expected session. For another id the status is `signed-out`. `null` accepts any.
 */
export async function readSessionStatus(session: string | null): Promise<SessionStatus> {
  const isExpected = (id: string) => session === null || session === id;
  const reading = await hybridAuth.read();
  if (reading.status === "active") {
    const { decidedBy } = reading;
    return isExpected(reading.session.id) ? { status: "active", decidedBy } : SIGNED_OUT;
  }
  if (reading.status === "unavailable") return { status: "unavailable" };
  if (reading.status === "anonymous" || reading.reason !== "revoked") return SIGNED_OUT;
  const rejected = await rejectedSession("hybrid");
  if (rejected === null) return { status: "revoked", after: null, end: null };
  const { id, userId } = rejected;
  if (!isExpected(id)) return SIGNED_OUT;
  // The session stays refused during an outage. Only the time since its end is then unknown.
  const [after, end] = await Promise.all([
    timeSinceEnd(id).catch(() => null),
    findSessionEnd("hybrid", id),
  ]);
  if (after !== null && userId !== null) recordRefusal({ session: id, userId, after });
  return { status: "revoked", after, end };
}

/** Returns the milliseconds since a session's end. Both times are from the store's clock. */
async function timeSinceEnd(session: string): Promise<number | null> {
  for (let cursor: string | null = null; ; ) {
    const page = await hybridStore.revocationsSince(cursor, 10_000);
    const end = page.events.find(
      ({ sessionId, version }) => sessionId === session && version === null,
    );
    if (end !== undefined) return page.time - end.at;
    if (page.isLast) return null;
    cursor = page.cursor;
  }
}
