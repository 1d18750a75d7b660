import type { ImpersonateInput, SignInInput } from "../engine/sign-in.ts";
import type { Session } from "../session/types.ts";
import type { PagesContext } from "./pages-router/context.ts";

/** The arguments of `auth.impersonate` after the id. The first one is optional if no data is required. */
export type ImpersonateRest<Input> = undefined extends Input
  ? [input?: ImpersonateInput<Input>, context?: PagesContext]
  : [input: ImpersonateInput<Input>, context?: PagesContext];

/** The members of `auth` that begin, change and end the session of the current request. */
export interface AuthWrites<Data extends object, Input> {
  /**
   * Starts a session and sets its cookie. It ends the session that the request carries. Check the
   * password or another proof of identity first. Call it in a Server Action or a Route Handler.
   *
   * `lifetime` gives this session a shorter life than configured, and `persistent: false` a cookie that
   * ends with the browser ("remember me" is off). Both stay through renewals, updates and changes of
   * strategy. The session itself does not end with the browser: see {@link SignInInput}.
   *
   * `proofs` says how and when the user proved who they are, so that guards can ask for a second factor
   * (`factor: 2`).
   *
   * Next responds with 403 to `cross-site` and `prefetch` unless your code catches the error. In the
   * Pages Router `auth.api`, `auth.openApi` and `auth.props` do so.
   *
   * @param context in the Pages Router: `{ req, res }`, or the context of `getServerSideProps`.
   * @throws {SignetError}
   *   - `cross-site` when another site may have sent the request;
   *   - `prefetch` when the request is a prefetch;
   *   - `insecure-origin` over plain http, except on localhost;
   *   - `outside-domain` on a host outside of `cookie.domain`;
   *   - `invalid-input` for a user id or a device text that cannot be stored, for a `lifetime` that is
   *     longer than configured or no duration, for a `persistent` that is no boolean, for `proofs` of
   *     another form or of the future, and for an unknown member;
   *   - `invalid-data` for data that does not match the schema;
   *   - `cookie-too-large` for data that does not fit the cookie;
   *   - `cannot-set-cookies` in a Server Component, and in the Pages Router when the headers of the
   *     response were sent already. A session that was started is ended again.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * declare function checkPassword(form: FormData): Promise<{ id: string } | null>;
   * export async function signIn(form: FormData) {
   *   const user = await checkPassword(form);
   *   if (user !== null) await auth.signIn({ userId: user.id, device: { label: "Web" } });
   * }
   * ```
   */
  signIn(input: SignInInput<Input>, context?: PagesContext): Promise<Session<Data>>;
  /**
   * Starts a session of another user, in which the current user acts, for example to see what a customer
   * sees. `session.actor` is the id of the current user. It ends the session of the current user. Check
   * first that the current user may do so.
   *
   * - The session ends after one hour, or after the configured `lifetime.absolute` if that is shorter.
   * - It keeps `proofs` and `authenticatedAt` of the current user. So guards with `within` and `factor`
   *   check the current user, and starting an impersonation proves nothing anew.
   * - It keeps `persistent` and a shorter `lifetime` of the current session, because the device is the same.
   * - It is a session of the other user: it is in `auth.sessions.list(userId)` with its `actor`, it counts
   *   towards a limit of sessions, and `auth.sessions.revokeAll(userId)` ends it. To end the sessions of
   *   the current user does not end it.
   * - In actions that only the user may do, such as a change of the password, refuse a session with an
   *   `actor`.
   *
   * `auth.signOut()` ends the impersonation, and the current user signs in again. There is no way back to
   * the former session, because it would need a sign-in without a proof: a user whose sessions were all
   * ended during the impersonation would get a new one.
   *
   * @param userId the other user.
   * @param input the data of the session, as for `auth.signIn()`, and texts for the list of devices.
   * @param context in the Pages Router: `{ req, res }`, or the context of `getServerSideProps`.
   * @throws {SignetError}
   *   - `not-signed-in` without a live session, which a strategy with a store looks up in the store;
   *   - `invalid-input` from within an impersonation, and for the id of the current user;
   *   - `conflicting-credentials` for two different credentials in one request;
   *   - every code of `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * import { z } from "zod";
   * const data = z.object({ name: z.string(), role: z.enum(["member", "support"]) });
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET, data });
   * declare function findUser(id: string): Promise<{ name: string }>;
   * export const actAs = auth.action(async (session, userId: string) => {
   *   if (session.data.role !== "support") throw new Error("Only the support may do this.");
   *   const { name } = await findUser(userId);
   *   await auth.impersonate(userId, { data: { name, role: "member" } });
   * }, { factor: 2, within: "15m" });
   * ```
   */
  impersonate(userId: string, ...rest: ImpersonateRest<Input>): Promise<Session<Data>>;
  /**
   * Replaces members of the data of the current session. Members that `patch` does not name stay.
   * Call it in a Server Action or a Route Handler.
   *
   * @param context in the Pages Router: `{ req, res }`, or the context of `getServerSideProps`.
   * @throws {SignetError}
   *   - `not-signed-in` without a live session;
   *   - `conflicting-credentials` for two different credentials in one request;
   *   - `update-conflict` after 64 concurrent updates of the session in a row;
   *   - `cross-site`, `prefetch`, `outside-domain`, `invalid-data`, `cookie-too-large` and
   *     `cannot-set-cookies` as `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * import { z } from "zod";
   * const data = z.object({ name: z.string(), theme: z.enum(["light", "dark"]) });
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET, data });
   * await auth.update({ theme: "dark" });
   * ```
   */
  update(patch: Partial<Input & object>, context?: PagesContext): Promise<Session<Data>>;
  /**
   * Ends the current session and deletes its cookie. Without a live session it only deletes the
   * cookie. Call it in a Server Action or a Route Handler.
   *
   * Under `jwt()` and `sealed()` a copy of the credential stays valid until it expires.
   *
   * @param context in the Pages Router: `{ req, res }`, or the context of `getServerSideProps`.
   * @throws {SignetError} `conflicting-credentials` for two different credentials in one request;
   *   `cross-site`, `prefetch` and `cannot-set-cookies` as `auth.signIn()`.
   * @throws {StoreUnavailableError} when the store does not answer.
   *
   * @example
   * ```ts
   * import { createAuth, jwt } from "signet-auth/next";
   * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
   * export async function signOut() {
   *   "use server";
   *   await auth.signOut();
   * }
   * ```
   */
  signOut(context?: PagesContext): Promise<void>;
}
