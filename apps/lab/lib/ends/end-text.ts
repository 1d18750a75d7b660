import { dateText, fromNow } from "../words";
import type { SessionEnd } from "./session-end";

/** Who ended a session and when, in a sentence; `null` where nobody noted it. */
export function endText(end: SessionEnd | null, now: number): string {
  if (end === null) return "This session has ended.";
  const at = new Date(end.at);
  const when = `${fromNow(at, now)} (${dateText(at)})`;
  switch (end.how) {
    case "revoked":
      return `This session was ended from ${end.device ?? "an unknown device"}, ${when}.`;
    case "signed-out":
      return `This session signed out ${when}.`;
    case "replaced":
      return `This session ended ${when}: its browser signed in again.`;
  }
}
