import type { Duration } from "../duration.ts";
import type { SignetTypeError } from "../errors.ts";
import type { RequestSource } from "../http/request-source.ts";
import type { DecidedBy, Reading, Session, SessionTerms } from "../session/types.ts";
import type { FeedMetrics, StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { Sessions, SessionsOf } from "./sessions.ts";
import type { ImpersonateInput, SignInInput } from "./sign-in.ts";

/** The result of sign-in and update. */
export interface SignedIn<Data> {
  readonly session: Session<Data>;
  /** For a client without cookies, which sends it after `Authorization: Bearer`. Keep it secret. */
  readonly credential: string;
  /** `Set-Cookie` texts for the response. */
  readonly setCookies: string[];
}

/**
 * The sessions of an application, without a framework. Each method takes the request that it answers.
 * Methods that write throw `StoreUnavailableError` when the store does not answer.
 */
export interface Signet<Data extends object, Input, S extends Strategy>
  extends Omit<SignetOperations<Data, Input>, "read"> {
  /**
   * Reads the credential of a request. Never writes, and never throws for the content of a request.
   *
   * @throws {SignetError} `invalid-config` for wrong options, `not-supported` for options under `jwt()`
   *   and `sealed()`.
   */
  read(request: RequestSource, options?: ReadOptionsOf<S>): Promise<Reading<Data>>;
  /** The sessions of a user on all devices, under `database()` and `hybrid()`. */
  readonly sessions: SessionsOf<S, Data>;
}

/** The age that the knowledge of one reading may have. `database()` asks the store at every read. */
export interface ReadOptions {
  /** Asks the store at this read. Default `false`. */
  readonly fresh?: boolean;
  /** The age that the server's knowledge may have. Default: `maxStaleness` of the strategy. */
  readonly maxStaleness?: Duration;
}

/** `ReadOptions` for a strategy with a store; otherwise a type that names the alternative. */
export type ReadOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? SignetTypeError<"jwt() and sealed() have no store to ask: use hybrid({ store }) or database({ store }) for fresh and maxStaleness">
  : ReadOptions;

/** The part of an engine that guards and endpoints use. */
export interface Guarding<Data extends object> {
  /** The factors that guards ask for when they do not name any. Missing: any sign-in. */
  readonly defaultFactor?: 2;
  /** Reads the credential of a request. Never writes, and never throws for the content of a request. */
  read(
    request: RequestSource,
    options?: ReadOptions | SignetTypeError<string>,
  ): Promise<Reading<Data>>;
  /**
   * Renews a session whose renewal is due: moves its idle end and returns the `Set-Cookie` texts of the
   * fresh credential. Call it only when these texts will reach the client. Never throws. Returns `[]`
   * - when no renewal is due;
   * - when the store does not answer;
   * - when the fresh credential does not fit its cookie, or the host is outside of `cookie.domain`. A
   *   stored session is then kept alive with its present credential.
   */
  renew(request: RequestSource, reading: Reading<Data>): Promise<string[]>;
  /**
   * Keeps a session alive where no cookie can be set, for example while a page renders. It moves the
   * idle end of a stored session, at most once in `renewAfter`. It does not restore an ended session.
   * Never throws when the store does not answer.
   *
   * @returns `false` when a renewal is due that needs a new cookie. Then call `renew` elsewhere.
   */
  keepAlive(request: RequestSource, reading: Reading<Data>): Promise<boolean>;
  /**
   * Ends the session of a request. Returns the `Set-Cookie` texts that remove its cookies.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `refuseUnmeant`, `conflicting-credentials`.
   */
  signOut(request: RequestSource): Promise<string[]>;
  /**
   * Checks whether the user signed in within this time. A renewal does not count. Use it before an
   * operation that a stolen device must not do. A new sign-in makes a new session.
   *
   * @param factor `2` checks the latest proof of a second factor instead. It is `false` for a session
   *   with one factor.
   * @throws {SignetError} `invalid-config` for a value that is not a duration.
   */
  isProvedWithin(session: Session<Data>, within: Duration, factor?: 2): boolean;
  /** Checks whether another site may have sent a request with an unsafe method and the user's cookie. */
  isForged(request: RequestSource, method: string): boolean;
  /**
   * Refuses a request that the user may not have intended. `signIn`, `update` and `signOut` call it. Call
   * it before your own writes for the session of a request.
   *
   * @throws {SignetError} `prefetch` for a prefetch; `cross-site` for a request with a session cookie,
   *   unless `Sec-Fetch-Site` or `Origin` shows that a page of this site sent it.
   */
  refuseUnmeant(request: RequestSource): void;
}

/** The operations of an engine under every strategy. */
export interface SignetOperations<Data extends object, Input> extends Guarding<Data> {
  /**
   * Begins a session with a new id, and ends the session of the request. Authenticate the user first.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `refuseUnmeant`, and `cross-site` also without
   *   a session for a form of another site; `insecure-origin` over plain http; `outside-domain` on a
   *   host outside of `cookie.domain`; `invalid-input`; `invalid-data`; `cookie-too-large`.
   */
  signIn(request: RequestSource, input: SignInInput<Input>): Promise<SignedIn<Data>>;
  /**
   * Begins a session of another user, in which the user of the request's session acts. Check first that
   * the user may do so. It ends the session of the request, as `signIn` does.
   *
   * The session has the `actor`, the terms, the proofs and the `authenticatedAt` of the acting user, so
   * guards with `within` and `factor` check the acting user. It ends after one hour at the latest.
   *
   * Revoking the sessions of the acting user does not end it, because it is a session of the other user.
   *
   * @throws {SignetError} as `signIn`; `not-signed-in` without a live session; `invalid-input` from
   *   within an impersonation, and for the user's own id; `conflicting-credentials`.
   */
  impersonate(
    request: RequestSource,
    userId: string,
    input: ImpersonateInput<Input>,
  ): Promise<SignedIn<Data>>;
  /**
   * Changes members of the data of the request's session.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `refuseUnmeant`, `not-signed-in`,
   *   `conflicting-credentials`, `outside-domain`, `invalid-data`, `update-conflict`,
   *   `cookie-too-large`.
   */
  update(request: RequestSource, patch: Partial<Input & object>): Promise<SignedIn<Data>>;
  /** Returns counters of readings, and the state of the feed, since the process began. */
  metrics(): Metrics;
}

/** Counters of readings, and the state of the feed. */
export interface Metrics {
  /** Active readings, by what decided them. */
  readonly active: Readonly<Record<DecidedBy, number>>;
  readonly anonymous: number;
  readonly rejected: number;
  /** Readings without a decision, because the store did not answer. */
  readonly unavailable: number;
  /** `null` for a strategy without a feed. */
  readonly feed: FeedMetrics | null;
}

/** The options of a sign-in that the library itself sets. */
export interface BeginOptions {
  /**
   * The caller has verified that this browser began the sign-in here, by a cookie for a single use. So a
   * request from another site is no forgery: it is the return from an identity provider. The check of
   * the sender and the warning about safe methods are left out. Prefetches stay refused.
   */
  readonly begunHere?: true;
  /**
   * The terms of the session, which were checked before, in the place of `lifetime` and `persistent`.
   * `null`: the configured ones.
   */
  readonly terms?: SessionTerms | null;
}

/** The engine for adapters, which do not know the type of its strategy. */
export interface Engine<Data extends object, Input> extends SignetOperations<Data, Input> {
  signIn(
    request: RequestSource,
    input: SignInInput<Input>,
    options?: BeginOptions,
  ): Promise<SignedIn<Data>>;
  /** `input` may be missing if no data is required. */
  impersonate(
    request: RequestSource,
    userId: string,
    input: ImpersonateInput<Input> | undefined,
  ): Promise<SignedIn<Data>>;
  readonly sessions: Sessions<Data> | SignetTypeError<string>;
}
