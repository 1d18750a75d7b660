import type { SignetTypeError } from "../errors.ts";
import type { Lifetime } from "../session/lifetime.ts";
import type { DecidedBy, KeptTerms, RejectionReason, SessionFacts } from "../session/types.ts";
import type { Bar } from "../store/contract.ts";
import type { EngineKeys } from "../token/engine/keys.ts";

/** The settings that the engine passes to its strategy at the start. */
export interface StrategySetting {
  readonly keys: EngineKeys;
  readonly lifetime: Lifetime;
  /** The name of the session cookie. Keys depend on it, so that two engines never accept each other's credentials. */
  readonly cookieName: string;
  /** @throws {SignetError} `cookie-too-large` when one cookie cannot hold a credential of so many characters. */
  mustFitOneCookie(characters: number): void;
}

/** A session that is about to begin. `data` is JSON. */
export interface NewSession {
  readonly userId: string;
  readonly data: unknown;
  readonly deviceLabel: string | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
  /**
   * The session's own terms, its proofs and its actor. `null` for the configured terms without a proof
   * and without an actor.
   */
  readonly terms: KeptTerms | null;
  /**
   * The time when the user authenticated; milliseconds since the epoch. `null`: now. An impersonation
   * has the time of the actor.
   */
  readonly authenticatedAt: number | null;
}

/** A session and a fresh credential for it. */
export interface Issued {
  readonly facts: SessionFacts;
  readonly credential: string;
}

/** The credential that a client presents. */
export interface Presented {
  readonly credential: string;
  readonly via: "cookie" | "bearer";
  /** The tombstones that came with the request, from earlier sign-outs. */
  readonly tombstones: readonly string[];
}

/** The outcome of verifying a credential. */
export type Verification =
  | Verified
  | { readonly status: "rejected"; readonly reason: RejectionReason }
  | { readonly status: "unavailable"; readonly cause: unknown };

export interface Verified {
  readonly status: "verified";
  readonly facts: SessionFacts;
  readonly decidedBy: DecidedBy;
  /** Whether the credential should be replaced, so that a renewal is due. */
  readonly outdated?: boolean;
}

/** The content of the cookie that sign-out sets when copies of the credential stay valid. */
export interface Tombstone {
  readonly value: string;
  /** When the last credential of the ended session has expired; milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Begins, verifies, renews, updates and ends sessions for the engine. `now` is milliseconds since the
 * epoch. Only `read` returns `unavailable`; the other operations throw `StoreUnavailableError`.
 * A session keeps its own terms, its proofs and its actor in all operations, and in adoptions.
 *
 * A credential of `issue`, `adopt` or `update` can be renewed as long as its session lives. These three
 * throw `cookie-too-large` before they write anything when a later credential could outgrow its cookie.
 * `renew` throws it when the fresh credential does not fit.
 */
interface Operations {
  /** Whether a credential may take several cookies. */
  readonly chunked: boolean;
  /**
   * Begins a session under a new id.
   *
   * @param replaced the session that the client presents. The new session replaces it.
   */
  issue(session: NewSession, replaced: SessionFacts | null, now: number): Promise<Issued>;
  /**
   * Verifies a credential. Never writes. The engine applies the lifetime policy afterwards.
   *
   * @param maxStaleness the age that the strategy's knowledge may have, in milliseconds: 0 asks the
   *   store, `null` uses the strategy's own limit. A strategy without a store ignores it.
   */
  read(presented: Presented, now: number, maxStaleness: number | null): Promise<Verification>;
  /** Moves the idle end of a session; `null` when the session has ended. */
  renew(facts: SessionFacts, presented: Presented, now: number): Promise<Issued | null>;
  /**
   * Moves the idle end of a session whose renewal is due, for a client that cannot receive a new
   * credential. An ended session stays ended. Returns `false` when only a new credential can move the
   * idle end, because the session is in its credential.
   */
  keepAlive(facts: SessionFacts, presented: Presented, now: number): Promise<boolean>;
  /**
   * Replaces the data with the result of `change`, which is called again after a concurrent update.
   * `null` when the session has ended.
   */
  update(
    facts: SessionFacts,
    presented: Presented,
    change: (data: unknown) => Promise<unknown>,
    now: number,
  ): Promise<Issued | null>;
  /** Ends the session. Returns a tombstone when copies of the credential stay valid. */
  revoke(facts: SessionFacts, presented: Presented, now: number): Promise<Tombstone | null>;
  /** Returns the state of the feed; `null` for a strategy without a feed. */
  metrics(): FeedMetrics | null;
}

/** How a process follows the feed of a store. Counters begin with the process. */
export interface FeedMetrics {
  /** The age of the view's knowledge; milliseconds, `null` before the first complete reading of the feed. */
  readonly staleness: number | null;
  /** Ended or changed sessions that the view holds. */
  readonly entries: number;
  /** Memory of the view; bytes. */
  readonly bytes: number;
  /** Complete readings of the feed. */
  readonly confirmed: number;
  /** Readings of the feed that failed. */
  readonly failed: number;
  /** Events read. */
  readonly events: number;
  /** Gaps: the store could not continue from the last cursor. */
  readonly gaps: number;
}

/** Finds, lists and ends the sessions of a strategy with a store. */
export interface SessionDirectory {
  find(sessionId: string): Promise<SessionFacts | null>;
  list(userId: string, now: number): Promise<SessionFacts[]>;
  revoke(sessionId: string, now: number): Promise<boolean>;
  revokeByUser(userId: string, exceptId: string | null, now: number): Promise<number>;
  revokeEverything(now: number): Promise<void>;
}

/** A session that moved to this strategy from another one. It keeps its id and its times. */
export interface Adopted {
  readonly facts: SessionFacts;
  /**
   * `null` when another server with other keys adopted the session, so that this server cannot make
   * the credential. The former credential stays valid.
   */
  readonly credential: string | null;
  /** Whether this call created the record in the store. */
  readonly isNew: boolean;
}

/** The state of a session before a store adopts it. */
export interface AdoptionState {
  /** Whether the store has a record of it. Then no record is created. */
  readonly isAdopted: boolean;
  /** Whether the store's record is older than the session, so that it has to be renewed. */
  readonly isRecordOlder: boolean;
}

/** Adopts sessions of other strategies into a store. */
export interface SessionAdoption {
  /**
   * Looks up a session that another strategy has verified. Returns its facts in this store; `"ended"`
   * when it has ended here or may not be adopted; `null` when the store does not know it.
   */
  find(facts: SessionFacts): Promise<SessionFacts | "ended" | null>;
  /** Adopts a session, and renews it if a renewal is due; `null` when it has ended. */
  adopt(facts: SessionFacts, state: AdoptionState, now: number): Promise<Adopted | null>;
  /** Bars sessions from being adopted. */
  bar(bar: Bar): Promise<void>;
}

/** A strategy that keeps sessions in their credentials only. */
export interface StatelessOperations extends Operations {
  /** Adopts a session that another strategy has verified, with its id and times, and renews it. */
  adopt(facts: SessionFacts, now: number): Promise<Issued>;
  /** Says that the sessions cannot be listed or revoked, and what to use instead. */
  readonly directory: SignetTypeError<string>;
}

/** A strategy that keeps sessions in a store. */
export interface StoredOperations extends Operations {
  readonly adoption: SessionAdoption;
  /** The number of live sessions that a user may have; `null` for no limit. */
  readonly maxPerUser: number | null;
  readonly directory: SessionDirectory;
}

/**
 * The type of `jwt()` and `sealed()`. They keep no server state, so sessions cannot be listed or
 * revoked. The sentence says what to use instead.
 */
export interface StatelessStrategy<Sentence extends string = string> {
  readonly name: "jwt" | "sealed";
  readonly directory: SignetTypeError<Sentence>;
  prepare(setting: StrategySetting): StatelessOperations;
}

/** The type of `database({ store })` and `hybrid({ store })`. Their sessions can be listed and revoked. */
export interface StoredStrategy {
  readonly name: "database" | "hybrid";
  prepare(setting: StrategySetting): StoredOperations;
}

export type Strategy = StatelessStrategy | StoredStrategy;
