import "server-only";
import { cache } from "react";
import type { Reading } from "signet-auth/next";
import { auths } from "../auth";
import type { CookieParts } from "../cookie/cookie-parts";
import { requestCookie } from "../cookie/request-cookie";
import { findSessionEnd } from "../session-end/record-session-end";
import { rejectedSession } from "../session-end/rejected-session";
import type { SessionEnd } from "../session-end/session-end";
import { isStored, type StrategyName } from "../strategies";
import type { SessionData } from "./session-data";

/** The session state of this request under one strategy. */
export interface SessionInspection {
  readonly strategy: StrategyName;
  readonly reading: Reading<SessionData>;
  readonly cookie: CookieParts | null;
  /** How a revoked session ended. `null` without a record. */
  readonly end: SessionEnd | null;
}

/** Reads the session of a strategy. All callers in one page share one read. */
export const inspectSession = cache(async (strategy: StrategyName): Promise<SessionInspection> => {
  const reading = await auths[strategy].read();
  const cookie = reading.status === "anonymous" ? null : await requestCookie(strategy);
  return { strategy, reading, cookie, end: await findEnd(strategy, reading) };
});

async function findEnd(
  strategy: StrategyName,
  reading: Reading<SessionData>,
): Promise<SessionEnd | null> {
  if (!isStored(strategy)) return null;
  if (reading.status !== "rejected" || reading.reason !== "revoked") return null;
  const rejected = await rejectedSession(strategy);
  return rejected === null ? null : findSessionEnd(strategy, rejected.id);
}
