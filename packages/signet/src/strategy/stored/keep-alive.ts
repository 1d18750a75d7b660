import { expiryOf, judge, type Lifetime, type SessionTimes } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Store } from "../../store/contract.ts";
import type { Ask } from "./ask.ts";

/**
 * Moves the idle end of a session's record when its times say that a renewal is due. Of concurrent calls one
 * writes. A record that is gone is not created again.
 */
export async function keepRecordAlive(
  { store, ask }: { readonly store: Store; readonly ask: Ask },
  session: SessionTimes & Pick<SessionFacts, "id">,
  lifetime: Lifetime,
  now: number,
): Promise<void> {
  const judgement = judge(session, lifetime, now);
  if (!judgement.live || !judgement.renewalDue) return;
  const expiresAt = expiryOf({ ...session, renewedAt: now }, lifetime);
  const renewal = { renewedAt: now, expiresAt, ifRenewedAt: session.renewedAt };
  await ask(() => store.renew(session.id, renewal));
}
