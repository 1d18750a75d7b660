import { dateText, fromNow } from "../words";
import type { SessionEnd } from "./session-end";

/** Who ended a session and when, in a sentence; `null` where nobody noted it. */
export function endText(end: SessionEnd | null, now: number): string {
  if (end === null) return "This server does not know from which device, nor when.";
  const at = new Date(end.at);
  const when = `${fromNow(at, now)} (${dateText(at)})`;
  switch (end.how) {
    case "revoked":
      return `It was ended from ${end.device ?? "an unknown device"}, ${when}.`;
    case "signed-out":
      return `It signed out ${when}.`;
    case "replaced":
      return `It ended ${when}: its browser signed in again.`;
  }
}
