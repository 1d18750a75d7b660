import { forgottenAfter, type Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Bar } from "../../store/contract.ts";
import type { StoredOperations } from "../contract.ts";

/**
 * Keeps sessions from being moved, in every store there is. What ends sessions bars them first: a move
 * that is under way then begins none, or has begun one that is about to be ended.
 */
export interface Bars {
  session(facts: Pick<SessionFacts, "id" | "createdAt">, now: number): Promise<void>;
  /** All of a user but one. */
  user(userId: string, exceptId: string | null, now: number): Promise<void>;
  everybody(now: number): Promise<void>;
}

export function barsIn(stored: readonly StoredOperations[], lifetime: Lifetime): Bars {
  async function add(bar: Bar): Promise<void> {
    await Promise.all(stored.map(({ arrivals }) => arrivals.bar(bar)));
  }

  function endOf(createdAt: number): number {
    return forgottenAfter({ createdAt, expiresAt: createdAt }, lifetime);
  }

  return {
    session: ({ id, createdAt }, now) => add({ kind: "session", id, now, until: endOf(createdAt) }),
    user: (userId, exceptId, now) =>
      add({ kind: "user", userId, exceptId, now, until: endOf(now) }),
    everybody: (now) => add({ kind: "everybody", now }),
  };
}
