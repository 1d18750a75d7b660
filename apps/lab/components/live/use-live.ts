import { useCallback, useSyncExternalStore } from "react";
import type { WatchedNow } from "./stream";
import { follow } from "./tabs";

/** What this page has heard of a session; nothing at first. */
export interface Live {
  readonly watched: WatchedNow | null;
  /** By session of the same user: how long after its end it was refused; milliseconds. */
  readonly refused: Readonly<Record<string, number>>;
}

interface Known {
  live: Live;
  readonly listeners: Set<() => void>;
  /** How many listeners want it followed. */
  followers: number;
  /** Ends the following; `null` while nobody wants it. */
  stop: (() => void) | null;
}

const NOTHING: Live = { watched: null, refused: {} };
const sessions = new Map<string, Known>();

/** What the server says of a session while the page is open. All who ask share one stream. */
export function useLive(session: string): Live {
  return useKnown(session, true);
}

/** The same as far as another part of the page follows the session; it opens no stream. */
export function useHeard(session: string): Live {
  return useKnown(session, false);
}

function useKnown(session: string, follows: boolean): Live {
  const subscribe = useCallback(
    (listener: () => void) => listen(session, listener, follows),
    [session, follows],
  );
  const snapshot = () => sessions.get(session)?.live ?? NOTHING;
  return useSyncExternalStore(subscribe, snapshot, () => NOTHING);
}

function listen(session: string, listener: () => void, follows: boolean): () => void {
  const known = sessions.get(session) ?? {
    live: NOTHING,
    listeners: new Set(),
    followers: 0,
    stop: null,
  };
  sessions.set(session, known);
  known.listeners.add(listener);
  if (follows) known.followers++;
  if (known.followers > 0) known.stop ??= begin(session, known);
  return () => {
    known.listeners.delete(listener);
    if (follows) known.followers--;
    if (known.followers === 0) {
      known.stop?.();
      known.stop = null;
    }
    if (known.listeners.size === 0) sessions.delete(session);
  };
}

function begin(session: string, known: Known): () => void {
  const hear = (change: Partial<Live>) => {
    known.live = { ...known.live, ...change };
    for (const listener of known.listeners) listener();
  };
  return follow(session, {
    watched: (watched) => hear({ watched }),
    refused: ({ session: other, after }) =>
      hear({ refused: { ...known.live.refused, [other]: after } }),
  });
}
