import "server-only";
import type { Session } from "signet-auth/next";
import { auths } from "../auth";
import type { SessionData } from "../session-data";
import { sessionNotes } from "../session-store";
import type { StoredSide } from "../strategies";
import { formatEnd, parseEnd, type SessionEnd } from "./session-end";

/** Who ended a session and when, or `null` where nobody noted it. */
export async function endOf(side: StoredSide, id: string): Promise<SessionEnd | null> {
  try {
    return parseEnd(await sessionNotes(side).find(id));
  } catch {
    // A note explains; without it the session is over all the same.
    return null;
  }
}

export interface Ending<T> {
  readonly side: StoredSide;
  readonly how: SessionEnd["how"];
  /** Which of the user's sessions end. */
  readonly ends: (session: Session<SessionData>, current: Session<SessionData>) => boolean;
  readonly work: () => Promise<T>;
  /** Whether the work has ended any. */
  readonly hasEnded: (result: T) => boolean;
}

/**
 * Ends sessions of the user who asks, and notes before it who does it and when, so that the other
 * devices can say so as soon as they are refused.
 */
export async function noteEnding<T>({ side, how, ends, work, hasEnded }: Ending<T>): Promise<T> {
  const ids = await note(side, how, ends).catch(() => []);
  let isDone = false;
  try {
    const result = await work();
    isDone = hasEnded(result);
    return result;
  } finally {
    if (!isDone) await drop(side, ids).catch(() => {});
  }
}

async function note(
  side: StoredSide,
  how: SessionEnd["how"],
  ends: Ending<unknown>["ends"],
): Promise<string[]> {
  const reading = await auths[side].read();
  if (reading.status !== "active") return [];
  const current = reading.session;
  const sessions = await auths[side].sessions.list(current.userId);
  const device = sessions.find(({ id }) => id === current.id)?.device?.label ?? null;
  const end = formatEnd({ how, device, at: Date.now() });
  const ids = sessions.filter((session) => ends(session, current)).map(({ id }) => id);
  await Promise.all(ids.map((id) => sessionNotes(side).put(id, end)));
  return ids;
}

async function drop(side: StoredSide, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => sessionNotes(side).drop(id)));
}
