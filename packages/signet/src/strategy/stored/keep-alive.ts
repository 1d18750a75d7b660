import { expiryOf, judge, type Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Store } from "../../store/contract.ts";
import type { Ask } from "./ask.ts";

/**
 * Moves the idle end of a record when its times say that a renewal is due. Of concurrent calls one
 * writes. A record that is gone is not created again.
 */
export async function keepRecordAlive(
  { store, ask }: { readonly store: Store; readonly ask: Ask },
  record: Pick<SessionFacts, "id" | "createdAt" | "renewedAt" | "expiresAt">,
  lifetime: Lifetime,
  now: number,
): Promise<void> {
  const judgement = judge(record, lifetime, now);
  if (!judgement.live || !judgement.renewalDue) return;
  const expiresAt = expiryOf({ ...record, renewedAt: now }, lifetime);
  const renewal = { renewedAt: now, expiresAt, ifRenewedAt: record.renewedAt };
  await ask(() => store.renew(record.id, renewal));
}
