import { SignetError } from "../../errors.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Presented, StoredOperations } from "../contract.ts";

/** A session whose data was changed, and how. */
interface Update {
  readonly facts: SessionFacts;
  readonly presented: Presented;
  readonly change: (data: unknown) => Promise<unknown>;
  readonly now: number;
}

/**
 * Makes the same change in the stores of before that have the session too, so that a server whose
 * strategy it is shows it as well, and so that nothing is lost when the change is taken back.
 */
export async function updateFormer(
  former: readonly StoredOperations[],
  { facts, presented, change, now }: Update,
): Promise<void> {
  for (const { directory, update } of former) {
    const own = await directory.find(facts.id);
    // On one store it is the same session.
    if (own === null || JSON.stringify(own.data) === JSON.stringify(facts.data)) continue;
    try {
      await update(own, presented, change, now);
    } catch (error) {
      // Only the strategy of now has room for it.
      if (!(error instanceof SignetError && error.code === "cookie-too-large")) throw error;
    }
  }
}
