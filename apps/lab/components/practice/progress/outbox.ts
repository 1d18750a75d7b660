import type { NewEventInput } from "../../../lib/practice/progress/event";

/** An event that the server does not have yet. */
export interface Unsent {
  readonly event: Omit<NewEventInput, "age">;
  /** Milliseconds since 1970, on the clock of this browser. */
  readonly answeredAt: number;
}

/** Each event has a key of its own, so two tabs never write the same key. */
const PREFIX = "signet-practice-event:";

/** Keeps the events of this page when the browser offers no storage. */
const memory = new Map<string, Unsent>();

/** Adds an event. It stays in this browser, also after a reload, until it is removed. */
export function addUnsent(unsent: Unsent): void {
  const key = PREFIX + unsent.event.id;
  try {
    localStorage.setItem(key, JSON.stringify(unsent));
  } catch {
    // The storage is full or refused.
    memory.set(key, unsent);
  }
}

export function removeUnsent(id: string): void {
  memory.delete(PREFIX + id);
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // Without a storage the event was only in memory.
  }
}

export function isUnsent(id: string): boolean {
  return listUnsent().some(({ event }) => event.id === id);
}

/** Returns the events of all tabs, the oldest first. */
export function listUnsent(): readonly Unsent[] {
  return [...memory.values(), ...stored()].sort((a, b) => a.answeredAt - b.answeredAt);
}

function stored(): Unsent[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => parse(localStorage.getItem(key)) ?? []);
  } catch {
    return [];
  }
}

function parse(text: string | null): Unsent | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

/** Checks the parts that this browser uses. The server checks the event. */
function isEntry(value: unknown): value is Unsent {
  if (!(value instanceof Object && "event" in value && "answeredAt" in value)) return false;
  const { event, answeredAt } = value;
  if (!(event instanceof Object && "id" in event)) return false;
  return typeof event.id === "string" && typeof answeredAt === "number";
}
