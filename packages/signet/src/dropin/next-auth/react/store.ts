import type { Session } from "../session-types.ts";
import { revisionOf } from "./revision.ts";
import { announce, announcedRevision } from "./tabs.ts";

/** What this tab has learned. It stays empty on servers, where one module serves many visitors. */
const tab: {
  /** The session of mounted providers. `undefined` means unknown. */
  session: Session | null | undefined;
  /** The last session that the server sent, also without a mounted provider. */
  last: Session | null;
  /** Counts the changes that this tab has made. A read that began before a change is outdated. */
  changes: number;
  /** `true` when a page that the server renders may be older than the session of this tab. */
  newer: boolean;
  providers: number;
} = { session: undefined, last: null, changes: 0, newer: false, providers: 0 };

const listeners = new Set<() => void>();

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the session of this tab: `undefined` when it is unknown. */
export function knownSession(): Session | null | undefined {
  return tab.session;
}

/** Returns the last session that this tab has seen. An outage does not change it. */
export function lastSession(): Session | null {
  return tab.last;
}

export function changeCount(): number {
  return tab.changes;
}

/** Marks all reads that have begun as outdated. */
export function countChange(): void {
  tab.changes++;
  tab.newer = true;
}

export function isNewerThanPages(): boolean {
  return tab.newer;
}

export function hasProvider(): boolean {
  return tab.providers > 0;
}

/** Checks whether a provider waits for its first session. */
export function isWaiting(): boolean {
  return hasProvider() && tab.session === undefined;
}

/** Adds a provider with its first session. Returns a function that removes it. */
export function addProvider(session: Session | null | undefined): () => void {
  tab.providers++;
  if (tab.session === undefined && session !== undefined) setSession(session);
  return () => {
    tab.providers--;
    if (tab.providers === 0) tab.session = undefined;
  };
}

/** Where a session comes from: a page that the server rendered, a read, or a change by this tab. */
export type Source = "page" | "read" | "change";

/** Takes over a session, and returns whether it differs from what this tab or another one knew. */
export function learn(session: Session | null, source: Source): boolean {
  const known = tab.session === undefined ? announcedRevision() : revisionOf(tab.session);
  tab.newer = source === "change" || (source === "read" && session === null);
  setSession(session);
  return known !== revisionOf(session);
}

/** Takes over a session, and lets other tabs know when it is another one. */
export function learnAndAnnounce(session: Session | null, source: Source): void {
  if (learn(session, source)) announce("getSession", revisionOf(session));
}

function setSession(session: Session | null): void {
  tab.last = session;
  // An equal session keeps its identity, so that no component renders again.
  if (!hasProvider() || JSON.stringify(session) === JSON.stringify(tab.session)) return;
  tab.session = session;
  for (const listener of listeners) listener();
}
