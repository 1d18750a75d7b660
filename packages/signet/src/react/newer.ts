import { isSame, type Known, LOADING, revisionOf } from "./known.ts";

/**
 * What to do with a state that comes with a render of the server:
 *
 * - `apply`: it is newer than the present state, or it says the same.
 * - `ask`: it may be newer, so a read decides.
 * - `null`: it is older.
 */
export type Decision = "apply" | "ask" | null;

/**
 * Decides whether the state of a render is newer than the present state, which may come from a later
 * read, from a sign-out in this tab or from another tab.
 *
 * @param now the present state.
 * @param rendered the state of the render before.
 * @param ended the ids of sessions that have ended. They never come back, because a sign-in makes a new
 *   id.
 * @param isOlder whether the server rendered it before the render before, by the clocks of the servers.
 */
export function decide(
  next: Known,
  now: Known,
  rendered: Known,
  ended: ReadonlySet<string | undefined>,
  isOlder: boolean,
): Decision {
  const [had, has] = [now.session, next.session];
  const isOutage = next.status === "unavailable";
  if (next === LOADING || (isOutage && rendered.status === "unavailable")) return null;
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
