import type { PageEvents, PageWindow } from "./page.ts";

declare const window: PageWindow;
declare const localStorage: {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
};

/** The key of localStorage that tabs of next-auth 4 watch. */
const KEY = "nextauth.message";

/** A message of a tab. Tabs with next-auth 4 send none of the members after `timestamp`. */
interface Message {
  event: "session";
  data: { trigger: "getSession" | "signout" };
  /** Seconds. */
  timestamp: number;
  /** The revision of the session that the sending tab knows. */
  revision?: string | undefined;
  /** Makes each message different, because browsers do not publish an equal value. */
  id: string;
}

/** Asks the other tabs to read the session again, unless they know this revision of it. */
export function announce(trigger: Message["data"]["trigger"], revision?: string): void {
  const message: Message = {
    event: "session",
    data: { trigger },
    timestamp: Math.floor(Date.now() / 1000),
    revision,
    id: Math.random().toString(36).slice(2),
  };
  try {
    localStorage.setItem(KEY, JSON.stringify(message));
  } catch {
    // A browser may forbid localStorage. Then the tabs agree at their next read.
  }
}

/** Returns the last message of any tab as text. */
export function lastAnnouncement(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Returns the revision of the last message of any tab. */
export function announcedRevision(): string | undefined {
  return parse(lastAnnouncement())?.revision;
}

/** Calls back for messages of other tabs. Returns a function that ends it. */
export function onAnnouncement(callback: (revision: string | undefined) => void): () => void {
  const listener = ({ key, newValue }: PageEvents["storage"]) => {
    if (key !== KEY) return;
    const message = parse(newValue);
    if (message?.event === "session" && message.data) callback(message.revision);
  };
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

/** Reads a message. Other programs may have written anything. */
function parse(text: string | null): Partial<Message> | null {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
