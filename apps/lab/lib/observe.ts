import "server-only";
import { cache } from "react";
import type { Reading } from "signet-auth/next";
import { auths } from "./auth";
import { cookieHeld } from "./cookie-held";
import type { CookiePicture } from "./cookie-picture";
import { endOf } from "./ends/ends";
import { refusedSession } from "./ends/refused-session";
import type { SessionEnd } from "./ends/session-end";
import type { SessionData } from "./session-data";
import { isStored, type StrategyName } from "./strategies";

/** What a strategy says of this request. */
export interface Observation {
  readonly strategy: StrategyName;
  readonly reading: Reading<SessionData>;
  readonly cookie: CookiePicture | null;
  /** Who ended the session that is refused as revoked, where that was noted. */
  readonly end: SessionEnd | null;
}

/** Reads who this is under a strategy, once a page however many parts of it ask. */
export const observe = cache(async (strategy: StrategyName): Promise<Observation> => {
  const reading = await auths[strategy].read();
  const cookie = reading.status === "anonymous" ? null : await cookieHeld(strategy);
  return { strategy, reading, cookie, end: await endIn(strategy, reading) };
});

async function endIn(
  strategy: StrategyName,
  reading: Reading<SessionData>,
): Promise<SessionEnd | null> {
  if (!isStored(strategy)) return null;
  if (reading.status !== "rejected" || reading.reason !== "revoked") return null;
  const refused = await refusedSession(strategy);
  return refused === null ? null : endOf(strategy, refused.id);
}
