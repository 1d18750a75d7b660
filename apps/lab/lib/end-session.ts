import "server-only";
import { auths } from "./auth";
import { noteEnding } from "./ends/ends";
import { isStored, type StrategyName } from "./strategies";

/** Signs this browser out of a side. */
export async function endSession(strategy: StrategyName): Promise<void> {
  const work = () => auths[strategy].signOut();
  if (!isStored(strategy)) return work();
  await noteEnding({
    side: strategy,
    how: "signed-out",
    ends: (session, current) => session.id === current.id,
    work,
    hasEnded: () => true,
  });
}
