import { endOfAllCredentials, type Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Bar } from "../../store/contract.ts";
import type { StoredOperations } from "../contract.ts";

/**
 * Bars sessions from moving, in every store. Operations that end sessions bar them first. So a
 * concurrent move creates no record, or the operation ends the record that the move has created.
 */
export interface Bars {
  session(facts: Pick<SessionFacts, "id" | "createdAt">, now: number): Promise<void>;
  /** Bars all sessions of a user except one. */
  user(userId: string, exceptId: string | null, now: number): Promise<void>;
  everybody(now: number): Promise<void>;
}

export function barsIn(stored: readonly StoredOperations[], lifetime: Lifetime): Bars {
  async function add(bar: Bar): Promise<void> {
    await Promise.all(stored.map(({ adoption }) => adoption.bar(bar)));
  }

  function endOf(createdAt: number): number {
    return endOfAllCredentials({ createdAt, expiresAt: createdAt }, lifetime);
  }

  return {
    session: ({ id, createdAt }, now) => add({ kind: "session", id, now, until: endOf(createdAt) }),
    user: (userId, exceptId, now) =>
      add({ kind: "user", userId, exceptId, now, until: endOf(now) }),
    everybody: (now) => add({ kind: "everybody", now }),
  };
}
