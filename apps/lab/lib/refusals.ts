import "server-only";

/** That a session was refused here for the first time after it had ended. */
export interface Refusal {
  readonly session: string;
  readonly userId: string;
  /** How long after its end was written in the store; milliseconds. */
  readonly after: number;
}

type Listener = (refusal: Refusal) => void;

/** So many are remembered. */
const MOST = 1_000;

declare global {
  /** By session. Of the process, because Next builds pages and routes apart. */
  var labRefusals: Map<string, Refusal> | undefined;
  var labRefusalListeners: Set<Listener> | undefined;
}
globalThis.labRefusals ??= new Map();
globalThis.labRefusalListeners ??= new Set();
const refusals = globalThis.labRefusals;
const listeners = globalThis.labRefusalListeners;

/** Remembers the first refusal of a session, and tells who listens. */
export function noteRefusal(refusal: Refusal): void {
  if (refusals.has(refusal.session)) return;
  refusals.set(refusal.session, refusal);
  const [oldest] = refusals.keys();
  if (refusals.size > MOST && oldest !== undefined) refusals.delete(oldest);
  for (const listener of listeners) listener(refusal);
}

/** How long it took to refuse a session of this user; milliseconds, `null` while nobody was refused. */
export function refusedAfter(session: string, userId: string): number | null {
  const refusal = refusals.get(session);
  return refusal?.userId === userId ? refusal.after : null;
}

/** Hears of each refusal of a user's sessions: of those that are remembered, and of each from now on. */
export function onRefusals(userId: string, listener: Listener): () => void {
  const hear: Listener = (refusal) => {
    if (refusal.userId === userId) listener(refusal);
  };
  for (const refusal of refusals.values()) hear(refusal);
  listeners.add(hear);
  return () => {
    listeners.delete(hear);
  };
}
