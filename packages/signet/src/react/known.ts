import type { ClientSession, Given, GivenSession, SessionState } from "./types.ts";

/** A state without the type of its data. */
export type Known = SessionState<unknown>;

export const LOADING: Known = { status: "loading", session: null };
const ANONYMOUS: Known = { status: "anonymous", session: null };
export const UNAVAILABLE: Known = { status: "unavailable", session: null };

/** Returns the state of a value from the server. A refused credential counts as signed out. */
export function knownOf(given: Given): Known {
  if (!given) return given === null ? ANONYMOUS : LOADING;
  if (!("status" in given)) return { status: "active", session: clientSessionOf(given) };
  if (given.session) return knownOf(given.session);
  return given.status === "unavailable" ? UNAVAILABLE : ANONYMOUS;
}

/** Gives a session one form, so that a session of the page and one of the endpoint are equal. */
function clientSessionOf(given: GivenSession): ClientSession<unknown> {
  // The names of times end with "at", also in a proof.
  const session = JSON.parse(JSON.stringify({ ...given, data: 0 }), (name, value) =>
    /at$/i.test(name) ? new Date(value) : value,
  );
  return { ...session, data: JSON.parse(JSON.stringify(given.data ?? {})) };
}

/**
 * Returns a number that stands for the id and the data of a session, 0 when the user is signed out, and
 * `null` when the state is not known. It is a hash of 32 bits: other tabs compare it, and learn no data.
 */
export function revisionOf({ status, session }: Known): number | null {
  if (status === "anonymous") return 0;
  if (status !== "active") return null;
  let hash = 1;
  for (const character of session.id + JSON.stringify(session.data)) {
    hash = (hash * 31 + character.charCodeAt(0)) | 0;
  }
  return hash;
}

/** Checks whether two states show the same. */
export function isSame(one: Known, other: Known): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
