import type { SignetTypeError } from "../errors.ts";
import type { Lifetime } from "../session/lifetime.ts";
import type { DecidedBy, RejectionReason, SessionFacts } from "../session/types.ts";
import type { Bar } from "../store/contract.ts";
import type { EngineKeys } from "../token/engine/keys.ts";

/** What an engine gives its strategy. */
export interface StrategySetting {
  readonly keys: EngineKeys;
  readonly lifetime: Lifetime;
  /** Names the place where credentials are kept, so that those of two engines never mix. */
  readonly cookieName: string;
  /** @throws {SignetError} `cookie-too-large` for a credential of more characters than one cookie holds. */
  mustFitOneCookie(characters: number): void;
}

/** A session about to begin. `data` is JSON already. */
export interface NewSession {
  readonly userId: string;
  readonly data: unknown;
  readonly deviceLabel: string | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

export interface Issued {
  readonly facts: SessionFacts;
  readonly credential: string;
}

/** What a client presents. */
export interface Presented {
  readonly credential: string;
  readonly via: "cookie" | "bearer";
  /** What earlier sign-outs left behind and came along. */
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
  /** Whether a new credential would do better than this one, so that a renewal is due. */
  readonly outdated?: boolean;
}

/** What remains to be told to the client that signed out. */
export interface Tombstone {
  readonly value: string;
  /** When no credential of the ended session can be alive any more; milliseconds. */
  readonly expiresAt: number;
}

/**
 * Where the truth about a session lives. `now` is milliseconds since the epoch. Only `read` answers
 * `unavailable`; the others throw `StoreUnavailableError`.
 *
 * What `issue`, `adopt` and `update` hand out can be renewed as long as the session lives: they throw
 * `cookie-too-large`, and have written nothing, where a credential could outgrow its cookie. `renew`
 * does so where the fresh one does not fit.
 */
interface Operations {
  /** Whether a credential may take several cookies. */
  readonly chunked: boolean;
  /**
   * Begins a session under a new id.
   *
   * @param replaced the session that the client presents, which is about to end.
   */
  issue(session: NewSession, replaced: SessionFacts | null, now: number): Promise<Issued>;
  /**
   * Proves a credential. Never writes. The lifetime policy is the engine's to apply.
   *
   * @param maxStaleness how old the truth may be that it goes by, in milliseconds: 0 asks the store.
   *   `null` leaves it to the strategy. Without meaning where there is no store.
   */
  read(presented: Presented, now: number, maxStaleness: number | null): Promise<Verification>;
  /** Moves the session's idle end, or `null` when it has been ended meanwhile. */
  renew(facts: SessionFacts, presented: Presented, now: number): Promise<Issued | null>;
  /**
   * Moves the idle end of a session whose renewal is due, for a client that can be handed no new
   * credential. Makes no session: one that has been ended stays so. `false` where a session lives in
   * its credential, so that it takes a new one.
   */
  keepAlive(facts: SessionFacts, presented: Presented, now: number): Promise<boolean>;
  /**
   * Replaces the data by what `change` makes of it; `change` may be called again when another
   * writer was first. `null` when the session has been ended meanwhile.
   */
  update(
    facts: SessionFacts,
    presented: Presented,
    change: (data: unknown) => Promise<unknown>,
    now: number,
  ): Promise<Issued | null>;
  /** Ends the session, as far as this strategy can. */
  revoke(facts: SessionFacts, presented: Presented, now: number): Promise<Tombstone | null>;
  /** How it follows its store's feed; `null` when it follows none. */
  metrics(): FeedMetrics | null;
}

/** How a process keeps up with what a store says has ended; counted since it began. */
export interface FeedMetrics {
  /** How old the truth is that readings by the view go by; milliseconds, `null` before there is any. */
  readonly staleness: number | null;
  /** Sessions that ended or changed lately and are remembered. */
  readonly entries: number;
  /** Memory that they take; bytes. */
  readonly bytes: number;
  /** Runs of pages that were read to their end. */
  readonly confirmed: number;
  /** Runs that failed. */
  readonly failed: number;
  /** Events that were told. */
  readonly events: number;
  /** Times that the store could not go on where it was left. */
  readonly gaps: number;
}

/** The sessions of a strategy that keeps server state. */
export interface SessionDirectory {
  find(sessionId: string): Promise<SessionFacts | null>;
  list(userId: string, now: number): Promise<SessionFacts[]>;
  revoke(sessionId: string, now: number): Promise<boolean>;
  revokeByUser(userId: string, exceptId: string | null, now: number): Promise<number>;
  revokeEverything(now: number): Promise<void>;
}

/** A session that has come to a strategy from another, under its id and its times. */
export interface Adopted {
  readonly facts: SessionFacts;
  /**
   * `null` where this server cannot hand out one: another, with other keys, took the session over. The
   * credential of before is good for it.
   */
  readonly credential: string | null;
  /** Whether it began in the store by this. */
  readonly isNew: boolean;
}

/** What is known of a session that comes to a store. */
export interface Arrival {
  /** Whether the store has it; then it does not begin there. */
  readonly isHere: boolean;
  /** Whether it was used elsewhere since, so that it has to be renewed. */
  readonly isBehind: boolean;
}

/** How sessions of other strategies come to a strategy with a store. */
export interface Arrivals {
  /**
   * What the store knows of a session that another strategy has proven: what it is here, that it
   * `"ended"` here or may not come any more, or nothing, so that it may come.
   */
  find(facts: SessionFacts): Promise<SessionFacts | "ended" | null>;
  /** Takes it over, and renews it if that is due; `null` when it has ended. */
  adopt(facts: SessionFacts, what: Arrival, now: number): Promise<Adopted | null>;
  /** Lets sessions come no more. */
  bar(bar: Bar): Promise<void>;
}

/** A strategy whose sessions live in their credentials alone. */
export interface StatelessOperations extends Operations {
  /** Takes over a session that another strategy has proven, under its id and its times, and renews it. */
  adopt(facts: SessionFacts, now: number): Promise<Issued>;
  /** Says that the sessions cannot be listed or revoked, and what to use instead. */
  readonly directory: SignetTypeError<string>;
}

/** A strategy whose sessions live in a store. */
export interface StoredOperations extends Operations {
  readonly arrivals: Arrivals;
  /** How many live sessions a user may have; `null` for any number. */
  readonly maxPerUser: number | null;
  readonly directory: SessionDirectory;
}

/**
 * What `jwt()` and `sealed()` return: no server state, so nothing to list or to revoke. The sentence
 * says what to use instead.
 */
export interface StatelessStrategy<Sentence extends string = string> {
  readonly name: "jwt" | "sealed";
  readonly directory: SignetTypeError<Sentence>;
  prepare(setting: StrategySetting): StatelessOperations;
}

/** What `database({ store })` and `hybrid({ store })` return: sessions that can be listed and revoked. */
export interface StoredStrategy {
  readonly name: "database" | "hybrid";
  prepare(setting: StrategySetting): StoredOperations;
}

export type Strategy = StatelessStrategy | StoredStrategy;
