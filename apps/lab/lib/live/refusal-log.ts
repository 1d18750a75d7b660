import "server-only";

/** The first refusal of an ended session by this server. */
export interface Refusal {
  readonly session: string;
  readonly userId: string;
  /** Milliseconds from the session's end in the store to the refusal. */
  readonly after: number;
}

type Listener = (refusal: Refusal) => void;

/** The log has at most this many refusals. */
const MAX_REFUSALS = 1_000;

declare global {
  /** By session id. Global, because Next.js bundles this module several times. */
  var labRefusals: Map<string, Refusal> | undefined;
  var labRefusalListeners: Set<Listener> | undefined;
}
globalThis.labRefusals ??= new Map();
globalThis.labRefusalListeners ??= new Set();
const refusals = globalThis.labRefusals;
const listeners = globalThis.labRefusalListeners;

/** Records the first refusal of a session and notifies the listeners. Ignores later refusals. */
export function recordRefusal(refusal: Refusal): void {
  if (refusals.has(refusal.session)) return;
  refusals.set(refusal.session, refusal);
  const [oldest] = refusals.keys();
  if (refusals.size > MAX_REFUSALS && oldest !== undefined) refusals.delete(oldest);
  for (const listener of listeners) listener(refusal);
}

/**
 * Returns the milliseconds from the end of a user's session to its refusal. Returns `null` when the
 * session was not refused or belongs to another user.
 */
export function refusalDelay(session: string, userId: string): number | null {
  const refusal = refusals.get(session);
  return refusal?.userId === userId ? refusal.after : null;
}

/**
 * Calls the listener for each refusal of a user's sessions: first for the recorded ones, then for new ones.
 *
 * @returns a function that removes the listener.
 */
export function subscribeToRefusals(userId: string, listener: Listener): () => void {
  const listenForUser: Listener = (refusal) => {
    if (refusal.userId === userId) listener(refusal);
  };
  for (const refusal of refusals.values()) listenForUser(refusal);
  listeners.add(listenForUser);
  return () => {
    listeners.delete(listenForUser);
  };
}
