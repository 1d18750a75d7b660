import { useCallback, useSyncExternalStore } from "react";
import type { TimedSessionStatus } from "./session-events";
import { subscribeToSession } from "./shared-session-events";

/** The events that this page has received about a session. */
export interface LiveSession {
  /** `null` before the first event. */
  readonly status: TimedSessionStatus | null;
  /** Milliseconds from end to refusal, by the id of another session of the same user. */
  readonly refusals: Readonly<Record<string, number>>;
}

interface Entry {
  live: LiveSession;
  readonly listeners: Set<() => void>;
  /** The number of listeners that need a subscription. */
  subscribers: number;
  /** Ends the subscription. `null` without a subscription. */
  unsubscribe: (() => void) | null;
}

const NO_EVENTS: LiveSession = { status: null, refusals: {} };
const entries = new Map<string, Entry>();

/** Returns the events of a session and subscribes to them. All callers share one subscription. */
export function useLiveSession(session: string): LiveSession {
  return useEntry(session, true);
}

/** Returns the events that another component has subscribed to. It opens no stream. */
export function useKnownSession(session: string): LiveSession {
  return useEntry(session, false);
}

function useEntry(session: string, subscribes: boolean): LiveSession {
  const subscribe = useCallback(
    (listener: () => void) => addListener(session, listener, subscribes),
    [session, subscribes],
  );
  const snapshot = () => entries.get(session)?.live ?? NO_EVENTS;
  return useSyncExternalStore(subscribe, snapshot, () => NO_EVENTS);
}

function addListener(session: string, listener: () => void, subscribes: boolean): () => void {
  const entry = entries.get(session) ?? {
    live: NO_EVENTS,
    listeners: new Set(),
    subscribers: 0,
    unsubscribe: null,
  };
  entries.set(session, entry);
  entry.listeners.add(listener);
  if (subscribes) entry.subscribers++;
  if (entry.subscribers > 0) entry.unsubscribe ??= startSubscription(session, entry);
  return () => {
    entry.listeners.delete(listener);
    if (subscribes) entry.subscribers--;
    if (entry.subscribers === 0) {
      entry.unsubscribe?.();
      entry.unsubscribe = null;
    }
    if (entry.listeners.size === 0) entries.delete(session);
  };
}

function startSubscription(session: string, entry: Entry): () => void {
  const update = (change: Partial<LiveSession>) => {
    entry.live = { ...entry.live, ...change };
    for (const listener of entry.listeners) listener();
  };
  return subscribeToSession(session, {
    onStatus: (status) => update({ status }),
    onRefusal: ({ session: other, after }) =>
      update({ refusals: { ...entry.live.refusals, [other]: after } }),
  });
}
