/** The device of a session. A member is `null` if it is unknown. */
export interface Device {
  /** A readable name, such as "Firefox on Linux". */
  readonly label: string | null;
  /** The User-Agent header at sign-in, cut at 256 characters. */
  readonly userAgent: string | null;
  /** The IP address at sign-in, as the application gave it. */
  readonly ip: string | null;
}

/**
 * The terms of one session, which `signIn()` set for it alone. They do not change while the session
 * lives.
 *
 * @example
 * ```ts
 * import type { Session } from "signet-auth";
 *
 * export function endsWithBrowser(session: Session<object>): boolean {
 *   return session.terms?.persistent === false;
 * }
 * ```
 */
export interface SessionTerms {
  /** The session's own `idle` time; milliseconds. `null`: the configured one. */
  readonly idle: number | null;
  /** The session's own `absolute` time; milliseconds. `null`: the configured one. */
  readonly absolute: number | null;
  /** `false`: the cookie ends with the browser. */
  readonly persistent: boolean;
}

/**
 * The proof of one or two factors, with which a session began. A session keeps its proofs unchanged,
 * the oldest first: a further proof begins a new session. `assuranceOf` counts their factors.
 *
 * @example
 * ```ts
 * import type { Session } from "signet-auth";
 *
 * export function usedPasskey(session: Session<object>): boolean {
 *   return session.proofs?.some((proof) => proof.method === "passkey") ?? false;
 * }
 * ```
 */
export interface Proof {
  /** The name of the method in the option `signIn`. */
  readonly method: string;
  /** Values of RFC 8176, such as `pwd`, `otp`, `hwk` or `user`. */
  readonly amr: readonly string[];
  /** 2 if the proof is of two factors at once, as a passkey with user verification. */
  readonly factors: 1 | 2;
  /** The time of the proof, which may be earlier than the session. */
  readonly at: Date;
}

/** A proof as strategies keep it. */
export interface KeptProof extends Omit<Proof, "at"> {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How a session began. */
export interface Beginning {
  /** The proofs, the oldest first. */
  readonly proofs: readonly KeptProof[];
  /** The id of the user who acts in the session as another one; otherwise `null`. */
  readonly actor: string | null;
}

/** The terms of a session as strategies keep them, together with how the session began. */
export interface KeptTerms extends SessionTerms {
  /** Missing for a session without proofs and without an actor. */
  readonly beginning?: Beginning;
}

/**
 * A session as a strategy reads it from a token or from a store. Its times and its data are not checked
 * yet. Times are milliseconds since the epoch.
 */
export interface SessionFacts {
  /** Public. It may appear in lists and logs, because it is no credential. */
  readonly id: string;
  readonly userId: string;
  readonly data: unknown;
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly renewedAt: number;
  readonly expiresAt: number;
  readonly device: Device | null;
  /** `null` for a session under the configured terms, without proofs and without an actor. */
  readonly terms: KeptTerms | null;
}

/**
 * A live session.
 *
 * @example
 * ```ts
 * import type { Session } from "signet-auth";
 *
 * export function greeting(session: Session<{ name: string }>): string {
 *   return `Hello ${session.data.name}, signed in since ${session.createdAt.toISOString()}`;
 * }
 * ```
 */
export interface Session<Data> {
  /** Public. It may appear in lists and logs, because it is no credential. */
  readonly id: string;
  readonly userId: string;
  readonly data: Data;
  readonly createdAt: Date;
  /** The time when the user last authenticated. A renewal does not change it. */
  readonly authenticatedAt: Date;
  readonly renewedAt: Date;
  /** The earlier of the idle and the absolute end. */
  readonly expiresAt: Date;
  /**
   * The device at sign-in. It is set under `database()` and in lists of sessions. It is `null` in
   * sessions from tokens.
   */
  readonly device: Device | null;
  /** The session's own terms. Missing for a session under the configured ones. */
  readonly terms?: SessionTerms;
  /**
   * How and when the user proved who they are, the oldest proof first. In an impersonation they are the
   * proofs of the actor. Missing for a sign-in that did not say so.
   */
  readonly proofs?: readonly Proof[];
  /**
   * The id of the user who acts in this session as `userId` (`auth.impersonate`). Missing in every other
   * session. Check it before an operation that only the user may do, such as a change of the password.
   */
  readonly actor?: string;
}

/** The reason for which a credential was refused. */
export type RejectionReason =
  | "malformed"
  | "bad-signature"
  | "unknown-key"
  | "wrong-type"
  | "not-yet-valid"
  | "expired"
  | "revoked"
  /** The request has two different credentials, so both are refused. */
  | "conflict";

/**
 * The source of the decision that a session is live:
 *
 * - `store`: the session store.
 * - `view`: the server's view of ended sessions, which is at most `maxStaleness` old.
 * - `token`: only the token, under a strategy without a store, or during an outage of the store with
 *   `onOutage: "trust"`.
 */
export type DecidedBy = "view" | "store" | "token";

/**
 * The result of reading the session of a request.
 *
 * @example
 * ```ts
 * import type { Reading } from "signet-auth";
 *
 * export function statusOf(reading: Reading<object>): number {
 *   if (reading.status === "active") return 200;
 *   return reading.status === "unavailable" ? 503 : 401;
 * }
 * ```
 */
export type Reading<Data> =
  /** The session is live. `renew` is `true` if a renewal is due. */
  | {
      readonly status: "active";
      readonly session: Session<Data>;
      readonly renew: boolean;
      readonly decidedBy: DecidedBy;
    }
  /** The request has no credential. */
  | { readonly status: "anonymous" }
  /** The credential is refused: the session has ended or never existed. */
  | { readonly status: "rejected"; readonly reason: RejectionReason }
  /** The store did not answer, so the result is unknown. Do not treat it as signed out. */
  | { readonly status: "unavailable"; readonly cause: unknown };
