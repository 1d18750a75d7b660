"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

/** The state of an exercise in this visit. A visit ends with the tab. */
export interface Visit {
  readonly used: number;
  readonly passed: boolean;
  /** The visitor asked for the solution. */
  readonly givenUp: boolean;
}

export const NEW_VISIT: Visit = { used: 0, passed: false, givenUp: false };

const PREFIX = "signet-practice-visit:";
const listeners = new Set<() => void>();
/** Keeps the visits when the browser offers no storage. */
const memory = new Map<string, string>();

/** Returns the state of an exercise in this visit, and a function that sets it. */
export function useVisit(name: string): [Visit, (visit: Visit) => void] {
  const key = PREFIX + name;
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const visit = useMemo(() => parse(text), [text]);
  const set = useCallback(
    (next: Visit) => {
      write(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [visit, set];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    memory.set(key, text);
  }
}

function parse(text: string | null): Visit {
  if (text === null) return NEW_VISIT;
  try {
    const { used, passed, givenUp } = JSON.parse(text);
    return { used: Number(used) || 0, passed: passed === true, givenUp: givenUp === true };
  } catch {
    return NEW_VISIT;
  }
}
