import type { Duration } from "./duration.ts";
import type { RequestSource } from "./http/source.ts";
import type { Reading, Session } from "./session/types.ts";
import type { NoSessions, Sessions, SessionsOf } from "./sessions.ts";
import type { SignInInput } from "./sign-in.ts";
import type { Strategy } from "./strategy/contract.ts";

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
  extends SignetOperations<Data, Input> {
  /** The user's sessions on all devices, where the strategy keeps server state. */
  readonly sessions: SessionsOf<S, Data>;
}

/** What guards and endpoints need of an engine. */
export interface Guarding<Data extends object> {
  /** Reads the credential of a request. Never writes, and never throws for what a request holds. */
  read(request: RequestSource): Promise<Reading<Data>>;
  /**
   * Moves the idle end of a session whose renewal is due. Call it only where the `Set-Cookie` texts
   * it returns will reach the client; `[]` when nothing is due. A store that does not answer costs
   * the renewal and nothing else.
   */
  renew(request: RequestSource, reading: Reading<Data>): Promise<string[]>;
  /**
   * Ends the session presented; returns the `Set-Cookie` texts that make the browser forget it.
   *
   * @throws {SignetError} `cross-site`, `conflicting-credentials`.
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
}

/** What every engine does, whatever its strategy. */
export interface SignetOperations<Data extends object, Input> extends Guarding<Data> {
  /**
   * Begins a session under a new id and ends the one presented. Prove who it is first.
   *
   * @throws {SignetError} `cross-site` for a form of somebody else's site, `insecure-origin` over
   *   plain http, `invalid-input`, `invalid-data`, `cookie-too-large`.
   */
  signIn(request: RequestSource, input: SignInInput<Input>): Promise<SignedIn<Data>>;
  /**
   * Changes members of this session's data.
   *
   * @throws {SignetError} `not-signed-in`, `cross-site`, `invalid-data`, `update-conflict`,
   *   `cookie-too-large`.
   */
  update(request: RequestSource, patch: Partial<Input & object>): Promise<SignedIn<Data>>;
}

/** The engine as the adapters see it, to whom its strategy's type is unknown. */
export interface Engine<Data extends object, Input> extends SignetOperations<Data, Input> {
  readonly sessions: Sessions<Data> | NoSessions;
}
