import { DEFAULT_MAX_AGE } from "../jwt/token.ts";
import type { SessionOptions } from "../types.ts";

/** The age at which a session is written again; seconds. */
export const DEFAULT_UPDATE_AGE: number = 24 * 60 * 60;

/** Returns the times of the option `session`, with their defaults; seconds. */
export function sessionTimes(session: Partial<SessionOptions> | undefined): {
  readonly maxAge: number;
  readonly updateAge: number;
} {
  const maxAge = session?.maxAge ?? DEFAULT_MAX_AGE;
  // A session must be written again before it ends.
  return { maxAge, updateAge: Math.min(session?.updateAge ?? DEFAULT_UPDATE_AGE, maxAge / 2) };
}
