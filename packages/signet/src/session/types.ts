/** The device a session was opened on, as far as the application told. */
export interface Device {
  /** A name for people, such as "Firefox on Linux". */
  readonly label: string | null;
  /** The User-Agent header at sign-in, cut at 256 characters. */
  readonly userAgent: string | null;
  readonly ip: string | null;
}

/**
 * What a strategy knows of a session before the lifetime policy has judged it. Times are
 * milliseconds since the epoch.
 */
export interface SessionFacts {
  /** Public: fit for listings and logs, proves nothing. */
  readonly id: string;
  readonly userId: string;
  readonly data: unknown;
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly renewedAt: number;
  readonly expiresAt: number;
  readonly device: Device | null;
}

/** A live session. */
export interface Session<Data> {
  /** Public: fit for listings and logs, proves nothing. */
  readonly id: string;
  readonly userId: string;
  readonly data: Data;
  readonly createdAt: Date;
  /** When the user last proved who they are. A renewal never moves it. */
  readonly authenticatedAt: Date;
  readonly renewedAt: Date;
  /** The earlier of the idle and the absolute end. */
  readonly expiresAt: Date;
  /** Where the session was opened, as `database()` and every list tell; `null` in what a token holds. */
  readonly device: Device | null;
}

/** Why a credential was refused. */
export type RejectionReason =
  | "malformed"
  | "bad-signature"
  | "unknown-key"
  | "wrong-type"
  | "not-yet-valid"
  | "expired"
  | "revoked"
  /** Two different credentials came with one request, so neither is believed. */
  | "conflict";

/**
 * What a session was found alive by: the `store`; the `view` a server has of what ended in it, which
 * is as old as `maxStaleness` allows; or the `token` alone, by a strategy without a store, or because
 * the store was out and `onOutage` says to trust.
 */
export type DecidedBy = "view" | "store" | "token";

/** The outcome of presenting a credential. */
export type Reading<Data> =
  /** `renew` says that a renewal is due. */
  | {
      readonly status: "active";
      readonly session: Session<Data>;
      readonly renew: boolean;
      readonly decidedBy: DecidedBy;
    }
  /** No credential was presented. */
  | { readonly status: "anonymous" }
  /** A definite no: the session is over, or never was. */
  | { readonly status: "rejected"; readonly reason: RejectionReason }
  /** Nobody knows: the store did not answer. Never treat it as signed out. */
  | { readonly status: "unavailable"; readonly cause: unknown };
