import type { SessionFacts } from "../../session/types.ts";
import type { NewSession, SessionDirectory, StoredOperations } from "../contract.ts";

/**
 * Creates a sign-in that keeps a limit of sessions over all stores. Each store keeps the limit for its
 * own sessions. Afterwards the oldest sessions beyond the limit are ended in the other stores.
 */
export function issuingWithin(
  current: StoredOperations,
  directory: SessionDirectory,
): StoredOperations["issue"] {
  const { maxPerUser } = current;
  if (maxPerUser === null) return current.issue;
  return async (session: NewSession, replaced: SessionFacts | null, now: number) => {
    // Also asked before the sign-in, so that an outage of one store refuses it.
    const before = await directory.list(session.userId, now);
    const issued = await current.issue(session, replaced, now);
    const left = await directory.list(session.userId, now);
    const others = left.filter(({ id }) => id !== issued.facts.id && id !== replaced?.id);
    // A concurrent sign-in may have ended this session.
    const isLeft = left.some(({ id }) => id === issued.facts.id);
    const beyond = others.slice(isLeft ? maxPerUser - 1 : maxPerUser);
    const ended = before.filter((facts) => left.every(({ id }) => id !== facts.id));
    for (const { id } of [...beyond, ...ended]) await directory.revoke(id, now);
    return issued;
  };
}
