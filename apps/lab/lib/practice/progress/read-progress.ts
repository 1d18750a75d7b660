import "server-only";
import { cache } from "react";
import { inspectSession } from "../../session/inspect-session";
import { isGuest } from "../guest";
import type { PracticeEvent } from "./event";
import { practiceLog } from "./practice-log";

/** The progress of the visitor who sent a request. */
export interface Progress {
  /** `unavailable`: the session store does not answer, so the visitor is unknown. */
  readonly signedIn: "guest" | "user" | "none" | "unavailable";
  /** The user's display name. `null` without a session. */
  readonly name: string | null;
  /** The end of the session without another visit. `null` without a session. */
  readonly until: Date | null;
  /** The events, the oldest first. */
  readonly events: readonly PracticeEvent[];
}

/** Reads the progress of the visitor. Never writes. All callers in one page share one read. */
export const readProgress = cache(async (): Promise<Progress> => {
  const { reading } = await inspectSession("hybrid");
  if (reading.status !== "active") {
    const signedIn = reading.status === "unavailable" ? "unavailable" : "none";
    return { signedIn, name: null, until: null, events: [] };
  }
  const { userId, data, expiresAt } = reading.session;
  return {
    signedIn: isGuest(userId) ? "guest" : "user",
    name: data.name,
    until: expiresAt,
    events: practiceLog().list(userId),
  };
});
