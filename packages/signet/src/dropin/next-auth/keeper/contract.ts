import type { HeaderLookup } from "../../../http/request-source.ts";
import type { CookieLookup } from "../cookies/lookup.ts";
import type { JWT } from "../jwt/types.ts";

/** The parts of a request that a keeper reads. */
export interface KeeperRequest {
  readonly cookies: CookieLookup;
  readonly headers: HeaderLookup;
}

/** A live session. */
export interface KeptSession {
  readonly status: "active";
  /** The content of the session token, with `iat`, `exp` and `jti`. */
  readonly token: JWT;
  /** When the session ends without another visit. */
  readonly expires: Date;
  /** Whether the session should be written again, so that it stays alive. */
  readonly due: boolean;
}

export type KeptReading<Active extends KeptSession = KeptSession> =
  | Active
  | { readonly status: "none" }
  /** The request has a session cookie that is not valid. */
  | {
      readonly status: "invalid";
      readonly cause: Error;
      /** Whether the cookies must stay in the browser. */
      readonly keepsCookies?: boolean;
    };

/** A change of a session after the callback `jwt`. */
export interface KeptChange {
  readonly token: JWT;
  readonly changed: boolean;
}

/**
 * Keeps the sessions: in the encrypted cookies of next-auth 4, or with a strategy of `signet-auth/next`.
 * All results are `Set-Cookie` texts for the response.
 *
 * Every method throws `StoreUnavailableError` when a store does not answer.
 */
export interface Keeper<Active extends KeptSession = KeptSession> {
  /** Reads the session of a request. Never writes. */
  read(request: KeeperRequest): Promise<KeptReading<Active>>;
  /** Begins a session. The user has authenticated. */
  issue(request: KeeperRequest, token: JWT): Promise<string[]>;
  /** Keeps a session alive and stores its token. */
  update(request: KeeperRequest, kept: Active, change: KeptChange): Promise<string[]>;
  /** Keeps a session alive where no cookie can be set. */
  keepAlive(request: KeeperRequest, kept: Active): Promise<void>;
  /** Ends the session of a request, which the user wants. */
  end(request: KeeperRequest): Promise<string[]>;
  /** Returns the `Set-Cookie` texts that delete an invalid session cookie. */
  forget(request: KeeperRequest): string[];
}
