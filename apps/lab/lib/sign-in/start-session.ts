import "server-only";
import { type Session, SignetError } from "signet-auth/next";
import { auths } from "../auth";
import { currentGuest, moveGuest } from "../practice/progress/move-guest";
import type { SessionData } from "../session/session-data";
import { recordSessionEnd } from "../session-end/record-session-end";
import { isStored, type StrategyName } from "../strategies";
import type { User } from "../users/users";

export type SessionStart =
  | { readonly session: Session<SessionData> }
  | { readonly refused: "cross-site" | "insecure-origin" | "store-unavailable" };

/**
 * Starts a session for a verified user, for the form and for the HTTP endpoint. Under the hybrid strategy,
 * the progress of a guest moves to the user.
 */
export async function startSession(strategy: StrategyName, user: User): Promise<SessionStart> {
  const guest = strategy === "hybrid" ? await currentGuest() : null;
  try {
    const session = await signIn(strategy, user);
    if (guest !== null) moveGuest(guest, user.userId);
    return { session };
  } catch (error) {
    const code = error instanceof SignetError ? error.code : null;
    if (code === "cross-site" || code === "insecure-origin" || code === "store-unavailable") {
      return { refused: code };
    }
    throw error;
  }
}

async function signIn(strategy: StrategyName, user: User): Promise<Session<SessionData>> {
  const work = () => auths[strategy].signIn(user);
  if (!isStored(strategy)) return work();
  return recordSessionEnd({
    strategy,
    how: "replaced",
    ends: (session, current) => session.id === current.id,
    work,
    hasEnded: () => true,
  });
}
