import { LONGEST_CHOICE } from "../../../lib/practice/progress/limits";
import { addUnsent, isUnsent, listUnsent, removeUnsent } from "./outbox";
import { postEvent } from "./post-event";
import { withTabMutex } from "./tab-mutex";

/** An answer, a review of a card, or the end of a text. */
export interface NewEvent {
  readonly topic: string;
  readonly mode: string;
  /** The id of an exercise, a step or a card. The id of the mode for a reading mode. */
  readonly item: string;
  readonly kind: "answer" | "review" | "read";
  readonly passed: boolean;
  /** The rating of a card in ts-fsrs: 1 again, 2 hard, 3 good, 4 easy. */
  readonly grade?: 1 | 2 | 3 | 4;
  /** The round of the Test. */
  readonly round?: string;
  /** The text of a chosen option. Never code that the visitor typed. */
  readonly choice?: string;
}

/** Milliseconds until the first retry. Each further one waits twice as long, up to `LONGEST_PAUSE`. */
const FIRST_PAUSE = 3_000;
const LONGEST_PAUSE = 300_000;

/**
 * Keeps an event in the visitor's progress. Resolves to `"not-kept"` when the server does not have the
 * event yet. The event then stays in this browser, and later calls send it again. Never throws.
 */
export async function recordEvent(event: NewEvent): Promise<"kept" | "not-kept"> {
  const { choice, ...rest } = event;
  const id = newId();
  addUnsent({
    event: {
      ...rest,
      ...(choice === undefined ? {} : { choice: choice.slice(0, LONGEST_CHOICE) }),
      id,
      offset: -new Date().getTimezoneOffset(),
    },
    answeredAt: Date.now(),
  });
  await sendUnsent();
  // Another tab may have sent the event.
  return isUnsent(id) || refused.has(id) ? "not-kept" : "kept";
}

/** The ids of events that the server will never accept. */
const refused = new Set<string>();
let pause = FIRST_PAUSE;
let retry: ReturnType<typeof setTimeout> | null = null;

/**
 * Sends the events that the server does not have yet, the oldest first. Only one tab sends at a time, so
 * the first answers of two tabs begin one guest session. Returns the number of accepted events. Never
 * throws.
 */
export async function sendUnsent(): Promise<number> {
  try {
    return await withTabMutex(sendAll);
  } catch {
    // The browser refuses the lock while the page goes away.
    return 0;
  }
}

async function sendAll(): Promise<number> {
  let count = 0;
  for (const unsent of listUnsent()) {
    const posted = await postEvent(unsent);
    if (posted.outcome === "failed") {
      sendLater(posted.after ?? pause);
      return count;
    }
    removeUnsent(unsent.event.id);
    if (posted.outcome === "refused") refused.add(unsent.event.id);
    else count++;
  }
  pause = FIRST_PAUSE;
  return count;
}

/** Removes the events that the server does not have yet. */
export function forgetUnsent(): void {
  for (const { event } of listUnsent()) removeUnsent(event.id);
}

function sendLater(milliseconds: number): void {
  if (retry !== null) clearTimeout(retry);
  retry = setTimeout(() => {
    retry = null;
    void sendUnsent();
  }, milliseconds);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

/** `randomUUID` is missing on plain http, except at localhost. */
function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
