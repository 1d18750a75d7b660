import type { RejectionReason } from "signet-auth/react";
import type { SessionEnd } from "../session-end/session-end";
import { sessionEndText } from "../session-end/session-end-text";

const CHANGED = "The cookie was changed, or this server did not create it.";

const SENTENCES: Readonly<Record<Exclude<RejectionReason, "revoked">, string>> = {
  expired: "It has expired, because it was not used for too long or is too old.",
  conflict:
    "Your browser sent two different cookies for one session, so the server accepts neither.",
  "not-yet-valid":
    "The start time of the cookie is in the future, because the clocks of two servers differ.",
  malformed: CHANGED,
  "bad-signature": CHANGED,
  "unknown-key": CHANGED,
  "wrong-type": CHANGED,
};

/** Checks whether a cookie is rejected because its session has ended, and not because the cookie is invalid. */
export function isOver(reason: RejectionReason): boolean {
  return reason === "revoked" || reason === "expired";
}

/** Explains to the user why the server rejects the cookie. */
export function rejectionText(
  reason: RejectionReason,
  end: SessionEnd | null,
  now: number,
): string {
  return reason === "revoked" ? sessionEndText(end, now) : SENTENCES[reason];
}
