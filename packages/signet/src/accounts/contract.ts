/** The contract of account stores. This module imports nothing else of the library. */

/** A user. All times are milliseconds since the Unix epoch. */
export interface User {
  readonly id: string;
  /** In the form that `parseEmail` returns. No two users have the same address. */
  readonly email: string | null;
  /** When the user proved to own `email`; `null` if this was never proved. */
  readonly emailVerifiedAt: number | null;
  readonly name: string | null;
  /** The address of a picture. */
  readonly image: string | null;
  readonly createdAt: number;
}

/** A user to create. The store makes the id. */
export type NewUser = Omit<User, "id">;

/** Changes of a user. Members that are left out stay. */
export type UserChange = Partial<Pick<User, "email" | "emailVerifiedAt" | "name" | "image">>;

/** The identity by which a user signs up: an issuer with its subject (OIDC Core §5.7). */
export interface SignUpIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** The address that the provider names, in the form that `parseEmail` returns. */
  readonly email: string | null;
  /** Whether a provider that is trusted for the address says that the user owns it. */
  readonly emailVerified: boolean;
}

/** Keeps the users. An application with a user table of its own implements this part only. */
export interface Users<U extends User = User> {
  find(id: string): Promise<U | null>;
  /** Compares the address exactly, character by character: never without accents or case. */
  findByEmail(email: string): Promise<U | null>;
  /**
   * Adds a user. Returns `"taken"` and writes nothing if another user has the address.
   *
   * @param identity the identity by which the user signs up, if there is one. It is added as an
   *   authenticator afterwards, so most implementations ignore the parameter.
   */
  create(user: NewUser, identity?: SignUpIdentity): Promise<U | "taken">;
  /**
   * Changes a user and returns the result. Returns `"taken"` if another user has the new address, and
   * `null` if there is no such user, or if the user's address is not `ifEmail`. Both write nothing.
   *
   * @param ifEmail the address that the caller has read. Default: any.
   */
  update(id: string, change: UserChange, ifEmail?: string | null): Promise<U | "taken" | null>;
  /** Deletes a user. Returns whether the user existed. */
  remove(id: string): Promise<boolean>;
}

/**
 * Something by which a user can prove who they are.
 *
 * | kind | id | data |
 * |---|---|---|
 * | `identity` | `identityId(issuer, subject)` | profile, sealed provider tokens |
 * | `password` | the user id | the hash |
 * | `passkey` | the credential id, base64url | public key, counter, name |
 * | `totp` | the user id | the sealed secret, the last time step |
 * | `recovery-code` | a hash of the code | – |
 */
export interface Authenticator {
  readonly kind: string;
  /** Unique among the authenticators of its kind. */
  readonly id: string;
  readonly userId: string;
  /** JSON text. A store does not parse it. */
  readonly data: string;
  /** Counts the changes of `data`. It starts at 0. */
  readonly version: number;
  readonly createdAt: number;
  /** The last use; milliseconds since the Unix epoch. */
  readonly usedAt: number | null;
}

/** Names an authenticator. */
export type AuthenticatorKey = Pick<Authenticator, "kind" | "id">;

/** An authenticator to add. */
export type NewAuthenticator = Omit<Authenticator, "version" | "usedAt">;

/** New data of an authenticator. */
export interface AuthenticatorUpdate {
  readonly data: string;
  readonly usedAt: number | null;
  /** The version that the caller has read. The store writes only if it is still the version. */
  readonly ifVersion: number;
}

/** Keeps the authenticators of users. Each operation is atomic. */
export interface Authenticators {
  find(kind: string, id: string): Promise<Authenticator | null>;
  /** Returns the authenticators of a user, oldest first. */
  list(userId: string): Promise<Authenticator[]>;
  /** Returns `false` and writes nothing if there is one of this kind and id, also of another user. */
  add(authenticator: NewAuthenticator): Promise<boolean>;
  /** Returns whether this call wrote; `false` for another version, and without the authenticator. */
  update(kind: string, id: string, update: AuthenticatorUpdate): Promise<boolean>;
  /**
   * Removes an authenticator of this user. Returns `"last"` and removes nothing if the user has none of
   * `keepOneOf` beside it.
   *
   * @param keepOneOf the authenticators by which the user can sign in. `null` removes in any case.
   */
  remove(
    authenticator: Pick<Authenticator, "kind" | "id" | "userId">,
    keepOneOf: readonly AuthenticatorKey[] | null,
  ): Promise<"removed" | "missing" | "last">;
  /**
   * Removes all authenticators of a kind of a user, and adds others, in one step. Rejects and changes
   * nothing if another authenticator has the kind and id of one of them.
   */
  replace(userId: string, kind: string, others: readonly NewAuthenticator[]): Promise<void>;
  /** Removes the authenticators of a user. Returns how many. `kinds` is `null` for all kinds. */
  removeAll(userId: string, kinds: readonly string[] | null): Promise<number>;
}

/** A token for one use, such as the one in a sign-in link. The store has a hash, never the token. */
export interface OneTimeToken {
  /** A hash of the purpose and the secret (`oneTimeId`). */
  readonly id: string;
  readonly purpose: string;
  /** Tokens that are listed and dropped together, such as those of one user. */
  readonly group: string;
  /** JSON text. A store does not parse it. */
  readonly data: string;
  /** Milliseconds since the Unix epoch. The store treats the token as missing from this time on. */
  readonly expiresAt: number;
}

/** Keeps tokens for one use. Each operation is atomic. `now` is milliseconds since the Unix epoch. */
export interface OneTimeTokens {
  /**
   * Adds a token. Returns `false` and writes nothing if a live one with this id exists. May delete a few
   * expired tokens.
   */
  put(token: OneTimeToken, now: number): Promise<boolean>;
  find(id: string, now: number): Promise<OneTimeToken | null>;
  /** Removes and returns a token. Of N concurrent calls one gets it, and the others get `null`. */
  take(id: string, now: number): Promise<OneTimeToken | null>;
  /** Adds one to the attempts of a token, and returns the sum; `null` without the token. */
  countAttempt(id: string, now: number): Promise<number | null>;
  list(purpose: string, group: string, now: number): Promise<OneTimeToken[]>;
  /** Removes the tokens of a purpose and a group. Returns how many. */
  drop(purpose: string, group: string): Promise<number>;
}

/**
 * Keeps users and the ways in which they can prove who they are. Every operation rejects when the store
 * does not answer; it never reports then that something is missing.
 */
export interface Accounts<U extends User = User> {
  readonly users: Users<U>;
  readonly authenticators: Authenticators;
  readonly oneTime: OneTimeTokens;
}

/**
 * Returns the id of an authenticator of kind `identity`: an issuer with its subject (OIDC Core §5.7).
 *
 * @example
 * ```ts
 * import { identityId } from "signet-auth/accounts";
 *
 * const id = identityId("https://accounts.google.com", "110169484474386276334");
 * ```
 */
export function identityId(issuer: string, subject: string): string {
  return JSON.stringify([issuer, subject]);
}
