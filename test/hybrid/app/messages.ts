/** A session that a writer hands to the readers, by the way a browser's cookie would go. */
export interface Handed {
  readonly session: string;
  readonly credential: string;
  /** The `Set-Cookie` texts of a session that another strategy began. Readers move it. */
  readonly toMove?: readonly string[];
}

/** What stands between a process and the feed of its store. */
export type FeedTrouble =
  | { readonly kind: "none" }
  /** Pages are refused and hints lost. */
  | { readonly kind: "cut" }
  /** Each page is made so much after it was asked for, and arrives so much after it was made; milliseconds. */
  | { readonly kind: "late"; readonly there: number; readonly back: number }
  /** Events come twice, and in any order within a run; hints are lost, or come twice. */
  | { readonly kind: "muddled" };

/** What a process of the proof is told. */
export type Told =
  | { readonly hold: readonly Handed[] }
  /** Nobody needs to ask about these any more. */
  | { readonly forget: readonly string[] }
  | { readonly feed: FeedTrouble }
  /** How far its wall clock is off; milliseconds. */
  | { readonly clockOff: number }
  | { readonly stop: true };

/** What it says. */
export type Said =
  | { readonly ready: true }
  | { readonly handed: Handed }
  /** Sessions that were ended, or may have been. */
  | { readonly over: readonly string[] }
  /** So many more readings, or ended sessions that were acknowledged. */
  | { readonly done: number }
  | { readonly stopped: true };

/** What a process is, given to it as JSON. */
export interface Role {
  readonly role: "reader" | "writer";
  /** What `openStore` takes. */
  readonly address: string;
  /** The store of the strategies that are accepted; `null` where none is. */
  readonly before: string | null;
  readonly log: string;
  readonly seed: number;
  /** Milliseconds. */
  readonly maxStaleness: number;
}
