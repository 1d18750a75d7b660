import type { Environment, Tabs } from "./environment.ts";

declare const document: { readonly hidden: boolean };
declare const window: EventTarget;
declare const BroadcastChannel: new (name: string) => Tabs;
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
    for (const type of ["visibilitychange", "focus", "online"]) {
      window.addEventListener(type, () => wake(type === "online"), events);
    }
    return () => events.abort();
  },

  openTabs: (basePath) => new BroadcastChannel(`signet:${basePath}`),

  async request({ url, ...init }) {
    const response = await fetch(url, init);
    return { status: response.status, body: await response.json() };
  },

  load: (path) => location.assign(path),
};
