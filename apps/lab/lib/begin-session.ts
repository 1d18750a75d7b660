import "server-only";
import { type Session, SignetError } from "signet-auth/next";
import { auths } from "./auth";
import { noteEnding } from "./ends/ends";
import type { SessionData } from "./session-data";
import { isStored, type StrategyName } from "./strategies";
import type { User } from "./users/users";

export type Begun =
  | { readonly session: Session<SessionData> }
  | { readonly refused: "cross-site" | "insecure-origin" | "store-unavailable" };

/** Begins a session for somebody who has proved who they are, by a form or over HTTP. */
export async function beginSession(strategy: StrategyName, user: User): Promise<Begun> {
  try {
    return { session: await signIn(strategy, user) };
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
  return noteEnding({
    side: strategy,
    how: "replaced",
    ends: (session, current) => session.id === current.id,
    work,
    hasEnded: () => true,
  });
}
