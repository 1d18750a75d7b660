import type { Environment } from "./environment.ts";

declare const document: EventTarget & { readonly hidden: boolean };
declare const window: EventTarget;
declare const location: { assign(path: string): void };

/** The browser that runs the page. */
export const browser: Environment = {
  now: () => Date.now(),

  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },

  isHidden: () => document.hidden,

  onWake(wake) {
    const events = new AbortController();
    const on = (target: EventTarget, type: string) =>
      target.addEventListener(type, () => wake(type === "online"), events);
    on(document, "visibilitychange");
    on(window, "focus");
    on(window, "pageshow");
    on(window, "online");
    return () => events.abort();
  },

  openTabs(basePath, receive) {
    const channel = new BroadcastChannel(`signet:${basePath}`);
    channel.onmessage = (event) => receive(event.data);
    return { post: (revision) => channel.postMessage(revision), close: () => channel.close() };
  },

  async request(method, path, patch, signal) {
    const response = await fetch(path, {
      method,
      signal,
      ...(patch === undefined
        ? {}
        : { body: JSON.stringify(patch), headers: { "content-type": "application/json" } }),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  },

  load: (path) => location.assign(path),
};
