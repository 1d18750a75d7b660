/** The operations of writers. Times are on the machine's monotonic clock; nanoseconds. */

interface Timed {
  /** The way of ending a session, where there are several. */
  readonly how?: string;
  readonly begun: number;
  /** When the call succeeded; `null` when it failed: the operation may have happened or not. */
  readonly acknowledged: number | null;
}

export interface SignedIn extends Timed {
  readonly kind: "signed-in";
  readonly session: string;
  readonly user: string;
  /** Whether the session is in a token, with its creation time in whole seconds. */
  readonly isToken?: boolean;
}

/** The count in the data of a session became `count`. */
export interface Updated extends Timed {
  readonly kind: "updated";
  readonly session: string;
  readonly count: number;
}

/** One session was ended, by a revocation or by a sign-in. */
export interface Ended extends Timed {
  readonly kind: "ended";
  readonly session: string;
}

/** All sessions of a user were ended that had been acknowledged before. */
export interface UserEnded extends Timed {
  readonly kind: "user-ended";
  readonly user: string;
}

/** All sessions of all users were ended. */
export interface AllEnded extends Timed {
  readonly kind: "all-ended";
}

export type Operation = SignedIn | Updated | Ended | UserEnded | AllEnded;
