/** A session that a writer hands to the readers, as a browser would send it. */
export interface HandedSession {
  readonly session: string;
  readonly credential: string;
  /** The `Set-Cookie` headers of a session of a former strategy. Readers move the session. */
  readonly toMove?: readonly string[];
}

/** A fault of the feed between a process and its store. */
export type FeedFault =
  | { readonly kind: "none" }
  /** Page requests fail, and hints are lost. */
  | { readonly kind: "cut" }
  /** A page request takes `there` to reach the store, and its page `back` to return; milliseconds. */
  | { readonly kind: "late"; readonly there: number; readonly back: number }
  /** Events are duplicated and reordered within a run. Hints are lost or duplicated. */
  | { readonly kind: "muddled" };

/** A message to a process. */
export type Command =
  | { readonly hold: readonly HandedSession[] }
  /** The ids of sessions that need no more reads. */
  | { readonly forget: readonly string[] }
  | { readonly feed: FeedFault }
  /** The error of the wall clock; milliseconds. */
  | { readonly clockOff: number }
  | { readonly stop: true };

/** A message from a process. */
export type Message =
  | { readonly ready: true }
  | { readonly handed: HandedSession }
  /** The ids of sessions that were ended, or may have been. */
  | { readonly over: readonly string[] }
  /** A number of further reads, or of further acknowledged ends of sessions. */
  | { readonly done: number }
  | { readonly stopped: true };

/** The role of a process, passed to it as JSON. */
export interface Role {
  readonly role: "reader" | "writer";
  /** The argument of `openStore`. */
  readonly address: string;
  /** The address of the store of the accepted strategies; `null` when none is accepted. */
  readonly former: string | null;
  readonly log: string;
  readonly seed: number;
  /** Milliseconds. */
  readonly maxStaleness: number;
}
