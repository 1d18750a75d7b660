import type { Duration } from "../duration.ts";
import type { SignetTypeError } from "../errors.ts";
import type { RequestSource } from "../http/source.ts";
import type { DecidedBy, Reading, Session } from "../session/types.ts";
import type { FeedMetrics, StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { Sessions, SessionsOf } from "./sessions.ts";
import type { SignInInput } from "./sign-in.ts";

/** What sign-in and update hand out. */
export interface SignedIn<Data> {
  readonly session: Session<Data>;
  /** For a client without cookies: it presents this after `Authorization: Bearer`. Keep it secret. */
  readonly credential: string;
  /** `Set-Cookie` texts for the response. */
  readonly setCookies: string[];
}

/**
 * Keeps people signed in, without any framework. Each method takes the request that it answers.
 * Writing methods throw `StoreUnavailableError` when the store does not answer.
 */
export interface Signet<Data extends object, Input, S extends Strategy>
  extends Omit<SignetOperations<Data, Input>, "read"> {
  /**
   * Reads the credential of a request. Never writes, and never throws for what a request holds.
   *
   * @throws {SignetError} `invalid-config` for options that are none.
   */
  read(request: RequestSource, options?: ReadOptionsOf<S>): Promise<Reading<Data>>;
  /** The user's sessions on all devices, where the strategy keeps server state. */
  readonly sessions: SessionsOf<S, Data>;
}

/** How old the truth may be that one reading goes by; under `database()` it is always the store's. */
export interface ReadOptions {
  /** Asks the store, whatever is known. Default `false`. */
  readonly fresh?: boolean;
  /** Goes by what was true at most so long ago. Default: the strategy's. */
  readonly maxStaleness?: Duration;
}

/** `ReadOptions` where there is a store to ask; elsewhere a type that says why not. */
export type ReadOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? SignetTypeError<"jwt() and sealed() have no store to ask: use hybrid({ store }) or database({ store }) for fresh and maxStaleness">
  : ReadOptions;

/** What guards and endpoints need of an engine. */
export interface Guarding<Data extends object> {
  /** Reads the credential of a request. Never writes, and never throws for what a request holds. */
  read(
    request: RequestSource,
    options?: ReadOptions | SignetTypeError<string>,
  ): Promise<Reading<Data>>;
  /**
   * Moves the idle end of a session whose renewal is due. Call it only where the `Set-Cookie` texts
   * it returns will reach the client; `[]` when nothing is due, or the renewal cannot be made: the store
   * does not answer, or the new credential does not fit its cookie (then a store keeps the session
   * alive under the one it has). That is never an error.
   */
  renew(request: RequestSource, reading: Reading<Data>): Promise<string[]>;
  /**
   * Keeps a session alive where no cookie can be set, as while a page is rendered: of one in a store
   * it moves the idle end, at most once in `renewAfter`, and brings none back that has ended. A store
   * that does not answer costs this and nothing else.
   *
   * @returns `false` when a renewal is due that takes a new cookie, so that it has to be made by
   *   `renew` elsewhere.
   */
  keepAlive(request: RequestSource, reading: Reading<Data>): Promise<boolean>;
  /**
   * Ends the session presented; returns the `Set-Cookie` texts that make the browser forget it.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `refuseUnmeant`, `conflicting-credentials`.
   */
  signOut(request: RequestSource): Promise<string[]>;
  /**
   * Whether the user proved who they are within this time, by signing in. No renewal counts. Ask
   * before what a stolen device must not do: sign in again makes a new session.
   *
   * @throws {SignetError} `invalid-config` for what is no duration.
   */
  isProvedWithin(session: Session<Data>, within: Duration): boolean;
  /** Whether a request that would change something came with a cookie, but not from our own page. */
  isForged(request: RequestSource, method: string): boolean;
  /**
   * Refuses to change anything for a request that the user may not have meant. `signIn`, `update` and
   * `signOut` ask by themselves; ask before what you write for the session of a request.
   *
   * @throws {SignetError} `prefetch` for one that only fetches ahead; `cross-site` for one whose
   *   credential is a cookie, unless `Sec-Fetch-Site` or `Origin` proves that our own page sent it.
   */
  refuseUnmeant(request: RequestSource): void;
}

/** What every engine does, whatever its strategy. */
export interface SignetOperations<Data extends object, Input> extends Guarding<Data> {
  /**
   * Begins a session under a new id and ends the one presented. Prove who it is first.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `refuseUnmeant`, `cross-site` also without a
   *   session for a form of somebody else's site, `insecure-origin` over plain http, `invalid-input`,
   *   `invalid-data`, `cookie-too-large`.
   */
  signIn(request: RequestSource, input: SignInInput<Input>): Promise<SignedIn<Data>>;
  /**
   * Changes members of this session's data.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `refuseUnmeant`, `not-signed-in`,
   *   `conflicting-credentials`, `invalid-data`, `update-conflict`,
   *   `cookie-too-large`.
   */
  update(request: RequestSource, patch: Partial<Input & object>): Promise<SignedIn<Data>>;
  /** What this engine has read, and how it keeps up with its store, since the process began. */
  metrics(): Metrics;
}

/** Counters, and the state of the feed. */
export interface Metrics {
  /** Sessions that were found alive, by what decided. */
  readonly active: Readonly<Record<DecidedBy, number>>;
  readonly anonymous: number;
  readonly rejected: number;
  /** Readings that nobody could decide, because the store did not answer. */
  readonly unavailable: number;
  /** `null` for a strategy without a feed. */
  readonly feed: FeedMetrics | null;
}

/** The engine as the adapters see it, to whom its strategy's type is unknown. */
export interface Engine<Data extends object, Input> extends SignetOperations<Data, Input> {
  readonly sessions: Sessions<Data> | SignetTypeError<string>;
}
