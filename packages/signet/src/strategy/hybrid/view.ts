// TEMPORARY, to try the rest with: helper 21 replaces this file.
import type { FeedEvent } from "../../store/feed.ts";
export interface RevocationView {
  add(event: FeedEvent, now: number): void;
  has(sessionId: string, version: number, now: number): boolean;
  readonly size: number;
  readonly bytes: number;
  forget(now: number): void;
}
export function createView(keeps: number): RevocationView {
  const entries = new Map<string, FeedEvent>();
  return {
    add(event) {
      const old = entries.get(event.sessionId);
      if (
        old !== undefined &&
        (old.version === null || (event.version !== null && event.version <= old.version))
      )
        return;
      entries.set(event.sessionId, event);
    },
    has(sessionId, version, now) {
      const entry = entries.get(sessionId);
      return entry !== undefined && entry.version !== version && now < entry.at + keeps;
    },
    get size() {
      return entries.size;
    },
    get bytes() {
      return entries.size * 12;
    },
    forget() {},
  };
}
