import type { Device, Reading, Session } from "../session/types.ts";

/**
 * Values after a way through JSON: a date is a text, and functions are gone. `session.data` has this
 * form in the browser, whether it came with the page or from the session endpoint.
 */
export type Json<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends { toJSON(): infer Text }
      ? Json<Text>
      : T extends object
        ? { [Key in keyof T]: Json<T[Key]> }
        : never;

/** A session in the browser. Its times are dates, and its data has the form of JSON. */
export type ClientSession<Data> = Session<Json<Data>>;

/**
 * The session as the browser has it.
 *
 * - `loading`: the server gave no session to `SessionProvider`, and the first read has not ended.
 * - `active`: the user is signed in.
 * - `anonymous`: the user is signed out.
 * - `unavailable`: the session could not be read, because the store or the network did not answer. The
 *   user is not signed out. `session` is the last known session, or `null` when there was none.
 */
export type SessionState<Data> =
  | { readonly status: "loading"; readonly session: null }
  | { readonly status: "active"; readonly session: ClientSession<Data> }
  | { readonly status: "anonymous"; readonly session: null }
  | { readonly status: "unavailable"; readonly session: ClientSession<Data> | null };

/** The options of `signOut`. */
export interface SignOutOptions {
  /**
   * A path of this site that the browser loads after the sign-out. Loading a new document also removes
   * the pages of the user from the cache of Next's router. Default: the document stays.
   */
  readonly returnTo?: string;
}

/** The functions that `useSession` returns. They stay the same for the life of the provider. */
export interface SessionActions<Data, Patch> {
  /**
   * Changes members of `session.data`, and returns the changed session. The server accepts only the
   * members that the option `clientUpdates` of `createAuth` names.
   *
   * @throws {SignetError} `request-failed` when the server refuses the patch or does not answer.
   */
  readonly update: (patch: Patch) => Promise<ClientSession<Data> | null>;
  /**
   * Ends the session on the server, and then in this tab and in the other tabs.
   *
   * @throws {SignetError} `request-failed` when the server does not confirm the sign-out. The session
   *   may be live, so the status does not become `anonymous`.
   */
  readonly signOut: (options?: SignOutOptions) => Promise<void>;
  /** Reads the session from the server. Never rejects: a failure gives the status `unavailable`. */
  readonly refresh: () => Promise<void>;
}

/** The members of the server's `auth` from which `useSession` takes its types. */
export interface AuthTypes {
  read(): Promise<Reading<object>>;
  update(patch: never): Promise<unknown>;
}

/** The types of `useSession()` without the type of an `auth`. */
export interface Untyped extends AuthTypes {
  read(): Promise<Reading<Record<string, unknown>>>;
  update(patch: Record<string, unknown>): Promise<unknown>;
}

/** The data of the sessions of an `auth`. */
export type DataOf<Auth extends AuthTypes> = Auth extends { read(): Promise<Reading<infer Data>> }
  ? Data
  : never;

/** The patch that `update` takes: members of the data that the `update` of an `auth` also takes. */
export type PatchOf<Auth extends AuthTypes> = Auth extends { update(patch: infer Patch): unknown }
  ? Json<Patch>
  : never;

/**
 * The result of `useSession`. The check `status === "active"` narrows `session` to a session.
 *
 * @example
 * ```ts
 * import { createAuth, jwt } from "signet-auth/next";
 * import type { UseSession } from "signet-auth/react";
 * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
 *
 * export function nameOf(current: UseSession<typeof auth>): string {
 *   return current.status === "active" ? current.session.userId : "a visitor";
 * }
 * ```
 */
export type UseSession<Auth extends AuthTypes = Untyped> = SessionState<DataOf<Auth>> &
  SessionActions<DataOf<Auth>, PatchOf<Auth>>;

/** A session from the server, with its times as dates or, after a way through JSON, as texts. */
export interface GivenSession {
  readonly id: string;
  readonly userId: string;
  readonly data: unknown;
  readonly createdAt: Date | string;
  readonly authenticatedAt: Date | string;
  readonly renewedAt: Date | string;
  readonly expiresAt: Date | string;
  readonly device: Device | null;
}

/** A reading from the server; only its status and its session count. */
export interface GivenReading {
  readonly status: "active" | "anonymous" | "rejected" | "unavailable";
  readonly session?: GivenSession;
}

/** What the server can give to `SessionProvider`. `undefined` means that it gave nothing. */
export type Given = GivenSession | GivenReading | null | undefined;
