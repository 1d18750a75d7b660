import type { RejectionReason } from "signet-auth/react";
import { endText } from "./ends/end-text";
import type { SessionEnd } from "./ends/session-end";

const CHANGED = "The cookie was changed, or this server did not make it.";

const SENTENCES: Readonly<Record<Exclude<RejectionReason, "revoked">, string>> = {
  expired: "Your session has expired.",
  conflict: "Your browser sent two different cookies for one session, so neither is believed.",
  "not-yet-valid": "The cookie is from the future: the clocks of two servers differ.",
  malformed: CHANGED,
  "bad-signature": CHANGED,
  "unknown-key": CHANGED,
  "wrong-type": CHANGED,
};

/** Why the cookie that a browser holds signs nobody in, for whoever sits before it. */
export function rejectionText(
  reason: RejectionReason,
  end: SessionEnd | null,
  now: number,
): string {
  return reason === "revoked" ? endText(end, now) : SENTENCES[reason];
}
