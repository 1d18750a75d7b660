import type { SessionFacts } from "../../session/types.ts";
import type { NewSession, SessionDirectory, StoredOperations } from "../contract.ts";

/**
 * Signs in within a limit that spans the stores. A store keeps the limit among its own; whatever others
 * have beyond it is ended afterwards, the oldest first.
 */
export function issuingWithin(
  current: StoredOperations,
  directory: SessionDirectory,
): StoredOperations["issue"] {
  const { maxPerUser } = current;
  if (maxPerUser === null) return current.issue;
  return async (session: NewSession, replaced: SessionFacts | null, now: number) => {
    // Asked before as well, so that nobody is signed in while one of them is out.
    const before = await directory.list(session.userId, now);
    const issued = await current.issue(session, replaced, now);
    const left = await directory.list(session.userId, now);
    const others = left.filter(({ id }) => id !== issued.facts.id && id !== replaced?.id);
    // Another sign-in may have ended this one already.
    const isLeft = left.some(({ id }) => id === issued.facts.id);
    const beyond = others.slice(isLeft ? maxPerUser - 1 : maxPerUser);
    const ended = before.filter((facts) => left.every(({ id }) => id !== facts.id));
    for (const { id } of [...beyond, ...ended]) await directory.revoke(id, now);
    return issued;
  };
}
