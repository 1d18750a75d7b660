import { formatDate, formatRelativeTime } from "../format";
import type { SessionEnd } from "./session-end";

/** Describes the end of a session in a sentence. `end` is `null` without a record. */
export function sessionEndText(end: SessionEnd | null, now: number): string {
  if (end === null) return "This server has no record of the device or the time.";
  const at = new Date(end.at);
  const when = `${formatRelativeTime(at, now)} (${formatDate(at)})`;
  switch (end.how) {
    case "revoked":
      return `It was revoked from ${end.device ?? "an unknown device"}, ${when}.`;
    case "signed-out":
      return `It signed out ${when}.`;
    case "replaced":
      return `It ended ${when}, because its browser signed in again.`;
  }
}
