import type { RejectionReason } from "signet-auth/react";
import { endText } from "./ends/end-text";
import type { SessionEnd } from "./ends/session-end";

const CHANGED = "The cookie was changed, or this server did not make it.";

const SENTENCES: Readonly<Record<Exclude<RejectionReason, "revoked">, string>> = {
  expired: "It has expired: it was not used for too long, or is too old.",
  conflict: "Your browser sent two different cookies for one session, so neither is believed.",
  "not-yet-valid": "The cookie is from the future: the clocks of two servers differ.",
  malformed: CHANGED,
  "bad-signature": CHANGED,
  "unknown-key": CHANGED,
  "wrong-type": CHANGED,
};

/** Whether a cookie is refused because its session is over, and not because something is wrong with it. */
export function isOver(reason: RejectionReason): boolean {
  return reason === "revoked" || reason === "expired";
}

/** Why the cookie that a browser holds signs nobody in, for the person who uses it. */
export function rejectionText(
  reason: RejectionReason,
  end: SessionEnd | null,
  now: number,
): string {
  return reason === "revoked" ? endText(end, now) : SENTENCES[reason];
}
