import "server-only";
import type { Session } from "signet-auth/next";
import { auths } from "../auth";
import type { SessionData } from "../session/session-data";
import { endRecords } from "../store/session-store";
import type { StoredStrategy } from "../strategies";
import { formatSessionEnd, parseSessionEnd, type SessionEnd } from "./session-end";

/** Returns how a session ended, or `null` without a record. Does not throw. */
export async function findSessionEnd(
  strategy: StoredStrategy,
  id: string,
): Promise<SessionEnd | null> {
  try {
    return parseSessionEnd(await endRecords(strategy).find(id));
  } catch {
    // A record only explains. The session has ended without it as well.
    return null;
  }
}

export interface SessionEnding<T> {
  readonly strategy: StoredStrategy;
  readonly how: SessionEnd["how"];
  /** Checks whether the work ends this session of the user. */
  readonly ends: (session: Session<SessionData>, current: Session<SessionData>) => boolean;
  readonly work: () => Promise<T>;
  /** Checks whether the work has ended a session. */
  readonly hasEnded: (result: T) => boolean;
}

/**
 * Runs work that ends sessions of the current user. Writes the device and the time before the work, so
 * other devices can show them as soon as they are refused.
 */
export async function recordSessionEnd<T>(ending: SessionEnding<T>): Promise<T> {
  const { strategy, work, hasEnded } = ending;
  const ids = await writeRecords(ending).catch(() => []);
  let isDone = false;
  try {
    const result = await work();
    isDone = hasEnded(result);
    return result;
  } finally {
    if (!isDone) await removeRecords(strategy, ids).catch(() => {});
  }
}

async function writeRecords(
  ending: Pick<SessionEnding<unknown>, "strategy" | "how" | "ends">,
): Promise<string[]> {
  const { strategy, how, ends } = ending;
  const reading = await auths[strategy].read();
  if (reading.status !== "active") return [];
  const current = reading.session;
  const sessions = await auths[strategy].sessions.list(current.userId);
  const device = sessions.find(({ id }) => id === current.id)?.device?.label ?? null;
  const end = formatSessionEnd({ how, device, at: Date.now() });
  const ids = sessions.filter((session) => ends(session, current)).map(({ id }) => id);
  await Promise.all(ids.map((id) => endRecords(strategy).put(id, end)));
  return ids;
}

async function removeRecords(strategy: StoredStrategy, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => endRecords(strategy).remove(id)));
}
