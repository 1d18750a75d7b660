import type { Sessions } from "../engine/sessions.ts";
import type { SignetTypeError } from "../errors.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { PagesContext } from "./pages-router/context.ts";

/** The sessions of users on all devices. `revokeOthers` takes the session of the current request. */
export interface AuthSessions<Data> extends Omit<Sessions<Data>, "revokeOthers"> {
  /**
   * Ends all sessions of the signed-in user except the current one.
   *
   * @param context in the Pages Router: `{ req, res }`, or the context of `getServerSideProps`.
   * @returns the number of sessions that ended.
   * @throws {SignetError} `not-signed-in` without a session; `cross-site` and `prefetch` as
   *   `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, database, memoryStore } from "signet-auth/next";
   * const strategy = database({ store: memoryStore() });
   * const auth = createAuth({ strategy, secret: process.env.AUTH_SECRET });
   * export async function signOutOtherDevices() {
   *   "use server";
   *   return auth.sessions.revokeOthers();
   * }
   * ```
   */
  revokeOthers(context?: PagesContext): Promise<number>;
}

/**
 * `AuthSessions` for a strategy with a store; otherwise a type that names the strategies with one.
 */
export type AuthSessionsOf<S extends Strategy, Data> =
  S extends StatelessStrategy<infer Sentence> ? SignetTypeError<Sentence> : AuthSessions<Data>;
