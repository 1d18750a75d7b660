import type { SignInInput } from "../engine/sign-in.ts";
import type { Session } from "../session/types.ts";
import type { PagesContext } from "./pages-router/context.ts";

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
   *     longer than configured or no duration, for a `persistent` that is no boolean, and for an unknown
   *     member;
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
