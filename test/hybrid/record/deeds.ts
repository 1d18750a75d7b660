/** What writers did. Times are of the machine's clock, which all processes share; nanoseconds. */

interface Timed {
  /** In which way, where there are several. */
  readonly how?: string;
  readonly begun: number;
  /** When the store's acknowledgement was there; `null` when none came: it may have happened or not. */
  readonly acknowledged: number | null;
}

export interface SignedIn extends Timed {
  readonly kind: "signed-in";
  readonly session: string;
  readonly user: string;
  /** By a token that tells when it began in whole seconds. */
  readonly isToken?: boolean;
}

/** The count in a session's data grew to this. */
export interface Updated extends Timed {
  readonly kind: "updated";
  readonly session: string;
  readonly count: number;
}

/** One session was ended, on purpose or by a sign-in. */
export interface Ended extends Timed {
  readonly kind: "ended";
  readonly session: string;
}

/** All sessions of a user that had been acknowledged by then. */
export interface UserEnded extends Timed {
  readonly kind: "user-ended";
  readonly user: string;
}

/** All sessions of everybody. */
export interface AllEnded extends Timed {
  readonly kind: "all-ended";
}

export type Deed = SignedIn | Updated | Ended | UserEnded | AllEnded;
