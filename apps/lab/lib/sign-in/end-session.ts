import "server-only";
import { auths } from "../auth";
import { recordSessionEnd } from "../session-end/record-session-end";
import { isStored, type StrategyName } from "../strategies";

/** Signs this browser out of a strategy. */
export async function endSession(strategy: StrategyName): Promise<void> {
  const work = () => auths[strategy].signOut();
  if (!isStored(strategy)) return work();
  await recordSessionEnd({
    strategy,
    how: "signed-out",
    ends: (session, current) => session.id === current.id,
    work,
    hasEnded: () => true,
  });
}
