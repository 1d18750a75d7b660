import { SignetError } from "../../errors.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Presented, StoredOperations } from "../contract.ts";

/** A change of a session's data. */
interface Update {
  readonly facts: SessionFacts;
  readonly presented: Presented;
  readonly change: (data: unknown) => Promise<unknown>;
  readonly now: number;
}

/**
 * Makes the same change in the former stores that have the session. So a server that still runs the
 * former strategy shows the new data, and a return to the former strategy loses nothing.
 */
export async function updateFormer(
  former: readonly StoredOperations[],
  { facts, presented, change, now }: Update,
): Promise<void> {
  for (const { directory, update } of former) {
    const own = await directory.find(facts.id);
    // Both strategies may use the same store.
    if (own === null || JSON.stringify(own.data) === JSON.stringify(facts.data)) continue;
    try {
      await update(own, presented, change, now);
    } catch (error) {
      // The former strategy cannot hold the new data in its cookie.
      if (!(error instanceof SignetError && error.code === "cookie-too-large")) throw error;
    }
  }
}
