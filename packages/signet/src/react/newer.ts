import { isSame, type Known, revisionOf } from "./known.ts";

/**
 * What to do with a state that comes with a render of the server:
 *
 * - `apply`: it is newer than the present state, or it says the same.
 * - `ask`: it may be newer, so a read decides.
 * - `null`: it is older.
 */
export type Decision = "apply" | "ask" | null;

/** What a store knows when a render brings a state. */
export interface Before {
  readonly now: Known;
  /** The state of the render before. */
  readonly rendered: Known;
  /** The ids of sessions that have ended. They never come back, because a sign-in makes a new id. */
  readonly ended: ReadonlySet<string>;
  /** Whether the server rendered it before the render before, by the clocks of the servers. */
  readonly isOlder: boolean;
}

/**
 * Decides whether the state of a render is newer than the present state, which may come from a later
 * read, from a sign-out in this tab or from another tab.
 */
export function decide(next: Known, { now, rendered, ended, isOlder }: Before): Decision {
  const [had, has] = [now.session, next.session];
  const isOutage = next.status === "unavailable";
  if (next.status === "loading" || (isOutage && rendered.status === "unavailable")) return null;
  if (isSame(next, now)) return "apply";
  if (has !== null && ended.has(has.id)) return null;
  // An older time is no proof, because the clocks of two servers differ.
  if (isOutage || isOlder) return "ask";
  if (had === null) return "apply";
  // The present session also came with a render, and renders come in order.
  if (has === null || has.id !== had.id) return rendered.session?.id === had.id ? "apply" : "ask";
  if (has.renewedAt > had.renewedAt) return "apply";
  return revisionOf(rendered) === revisionOf(now) ? "apply" : "ask";
}
