import "server-only";
import { type Session, SignetError } from "signet-auth/next";
import { auths } from "./auth";
import type { SessionData } from "./session-data";
import type { StrategyName } from "./strategies";
import type { User } from "./users/users";

export type Begun =
  | { readonly session: Session<SessionData> }
  | { readonly refused: "cross-site" | "insecure-origin" | "store-unavailable" };

/** Begins a session for somebody who has proved who they are, by a form or over HTTP. */
export async function beginSession(strategy: StrategyName, user: User): Promise<Begun> {
  try {
    return { session: await auths[strategy].signIn(user) };
  } catch (error) {
    const code = error instanceof SignetError ? error.code : null;
    if (code === "cross-site" || code === "insecure-origin" || code === "store-unavailable") {
      return { refused: code };
    }
    throw error;
  }
}
