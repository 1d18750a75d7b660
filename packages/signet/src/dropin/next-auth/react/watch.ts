import type { PageDocument, PageEvents, PageWindow } from "./page.ts";
import { refresh, refreshAfterChange, stopRetries } from "./refresh.ts";
import { revisionOf } from "./revision.ts";
import { hasProvider, isWaiting, knownSession } from "./store.ts";
import { onAnnouncement } from "./tabs.ts";

declare const window: PageWindow;
declare const document: PageDocument;
declare const navigator: { readonly onLine: boolean };

/** Follows the other tabs and the connection of a page. Returns a function that ends it. */
export function watchTabs(): () => void {
  const end = onAnnouncement((revision) => {
    const known = knownSession();
    if (revision !== undefined && known !== undefined && revision === revisionOf(known)) return;
    void refreshAfterChange(true);
  });
  const onOnline = () => {
    if (isWaiting()) void refresh();
  };
  window.addEventListener("online", onOnline);
  return () => {
    end();
    window.removeEventListener("online", onOnline);
    if (!hasProvider()) stopRetries();
  };
}

/** Reads the session when a page comes back into view. A visitor without a session needs no read. */
export function watchVisibility(): () => void {
  const read = () => {
    if (knownSession() !== null) void refresh();
  };
  const onVisible = () => {
    if (document.visibilityState === "visible") read();
  };
  // A page that Back restores from memory has missed the messages of the other tabs.
  const onShow = ({ persisted }: PageEvents["pageshow"]) => {
    if (persisted) read();
  };
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("pageshow", onShow);
  return () => {
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("pageshow", onShow);
  };
}

/**
 * Reads the session of a signed-in visitor again and again.
 *
 * @param seconds the time between two reads
 * @param whenOffline reads also while the browser is offline
 */
export function watchInterval(seconds: number, whenOffline: boolean): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const poll = () => {
    if (knownSession()) void refresh();
  };
  const start = () => {
    clearInterval(timer);
    timer = whenOffline || navigator.onLine ? setInterval(poll, seconds * 1000) : undefined;
  };
  start();
  if (whenOffline) return () => clearInterval(timer);
  window.addEventListener("online", start);
  window.addEventListener("offline", start);
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", start);
    window.removeEventListener("offline", start);
  };
}
