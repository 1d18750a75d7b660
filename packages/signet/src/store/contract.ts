/** The contract of session stores. This module imports nothing else of the library. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const TAG_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TAG_LENGTH = 4;

/**
 * Returns the tag of a user: the four characters at the start of the ids of all sessions of the user.
 * A store that runs on several machines can use the tag to keep a user's sessions on one machine.
 * The tag is an FNV-1a hash, folded to 24 bits. It spreads users evenly. It does not hide the user id.
 *
 * @example
 * ```ts
 * import { userTag } from "signet-auth";
 *
 * const sessionId = userTag("ada") + crypto.randomUUID();
 * ```
 */
export function userTag(userId: string): string {
  let hash = FNV_OFFSET;
  for (let at = 0; at < userId.length; at++) {
    hash = Math.imul(hash ^ userId.charCodeAt(at), FNV_PRIME);
  }
  const folded = (hash >>> 24) ^ (hash & 0xffffff);
  let tag = "";
  for (let digit = 0; digit < TAG_LENGTH; digit++) tag += TAG_DIGITS[(folded >> (6 * digit)) & 63];
  return tag;
}

/**
 * Returns the tag at the start of a session id. It equals {@link userTag} of the session's user.
 *
 * @example
 * ```ts
 * import { tagOf, userTag } from "signet-auth";
 *
 * declare const sessionId: string;
 * const belongsWithAda = tagOf(sessionId) === userTag("ada");
 * ```
 */
export function tagOf(sessionId: string): string {
  return sessionId.slice(0, TAG_LENGTH);
}

declare const hashed: unique symbol;

/** SHA-256 hash of a session's secret: 32 bytes. A store never receives the secret itself. */
export type SecretHash = Uint8Array & { readonly [hashed]: true };

/** One session, as a store keeps it. All times are milliseconds since the Unix epoch. */
export interface SessionRecord {
  /** Identifies the session. The first four characters are the tag of the user ({@link userTag}). */
  readonly id: string;
  readonly secretHash: SecretHash;
  readonly userId: string;
  /** The session's data as JSON text. A store does not parse this text. */
  readonly data: string;
  /** Counts the changes of `data`. It starts at 0. */
  readonly version: number;
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly renewedAt: number;
  readonly expiresAt: number;
  readonly deviceLabel: string | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
  /**
   * The session's own terms as text, such as a shorter lifetime; `null` for the configured ones. A store
   * does not parse this text. It never changes.
   */
  readonly terms: string | null;
}

/** New times of a session, for {@link Store.renew}. All times are milliseconds since the Unix epoch. */
export interface Renewal {
  readonly renewedAt: number;
  readonly expiresAt: number;
  /**
   * The `renewedAt` that the caller has read. The store writes only if the record still has this value,
   * so that only one of several concurrent renewals writes.
   */
  readonly ifRenewedAt: number;
}

/** New data of a session, for {@link Store.update}. */
export interface DataUpdate {
  /** JSON text. */
  readonly data: string;
  /**
   * The `version` that the caller has read. The store writes only if the record still has this version,
   * and then increases it by 1.
   */
  readonly ifVersion: number;
}

/** A verified session of another strategy, which this store takes over under the same id. */
export interface Adoption {
  /** The record to add. The store ignores it, except for its `secretHash`, if it has the session already. */
  readonly record: SessionRecord;
  /**
   * Allows the store to add the session. It is `false` if the session was in this store before: then a
   * missing record means that the session has ended.
   */
  readonly mayBegin: boolean;
  /**
   * The hashes of all secrets that the caller can issue, or `null` if the caller issues no secret.
   * If the store has the session with a hash that is not in this list, the store replaces that hash
   * with the hash of `record`. It does so at most once: after an adoption with a list, the secret is settled.
   */
  readonly secretHashes: readonly SecretHash[] | null;
  /**
   * How long the store must remember the id, in milliseconds since the Unix epoch. No credential of the
   * session is valid after this time.
   */
  readonly until: number;
}

/** Checks whether an adopted record keeps its secret hash. A settled secret always stays. */
export function isSecretKept(
  { secretHash }: Pick<SessionRecord, "secretHash">,
  secretHashes: Adoption["secretHashes"],
): boolean {
  return secretHashes === null || secretHashes.some((each) => areSameBytes(each, secretHash));
}

function areSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The result of {@link Store.adopt}. */
export interface Adopted {
  /** The record that the store has now. */
  readonly record: SessionRecord;
  /** Whether this call added the record. */
  readonly isNew: boolean;
}

/**
 * Prevents the adoption of sessions. A bar has one of three ranges:
 *
 * - `"session"`: one session.
 * - `"user"`: the sessions of one user that were created at `now` or earlier.
 * - `"everybody"`: the sessions of all users that were created at `now` or earlier.
 *
 * The store may delete a bar after `until`; a bar of `"everybody"` stays. A bar ends no session that
 * the store already has. `now` and `until` are milliseconds since the Unix epoch.
 */
export type Bar =
  | { readonly kind: "session"; readonly id: string; readonly now: number; readonly until: number }
  | {
      readonly kind: "user";
      readonly userId: string;
      /** The one session that the bar does not concern; `null` for no exception. */
      readonly exceptId: string | null;
      readonly now: number;
      readonly until: number;
    }
  | { readonly kind: "everybody"; readonly now: number };

/** The fields of a session that decide whether a store may adopt it. */
export type AdoptionCandidate = Pick<SessionRecord, "id" | "userId" | "createdAt">;

/**
 * Keeps session records. Every operation is atomic.
 *
 * A rejected promise means that the outcome is unknown: the connection was refused, a timeout passed,
 * the disk is full. Callers treat the store as unavailable. An operation must reject in such a case. It
 * must never report that a session is missing.
 *
 * `signet-auth/testing` has a test suite for your own store (`storeConformance`).
 */
export interface Store {
  /**
   * Adds a session, and returns how many sessions it ended for the limit.
   *
   * - Deletes the session `replacing`, if it belongs to the same user. This one does not count in the result.
   * - If `maxPerUser` is a number, ends the user's oldest live sessions until at most `maxPerUser` are
   *   live, with the new one. A session is live if it expires after `record.createdAt`. `null` sets no limit.
   * - May delete a few expired sessions of any user.
   *
   * Rejects without any change if a session with this id exists.
   */
  create(
    record: SessionRecord,
    maxPerUser: number | null,
    replacing?: string | null,
  ): Promise<number>;
  /**
   * Returns the record, or `null` if there is none. Also returns an expired record: the caller checks
   * the expiry. Never writes.
   */
  find(id: string): Promise<SessionRecord | null>;
  /**
   * Sets new times, and returns whether this call did so. Returns `false` if the session is missing, or
   * if its `renewedAt` is not `ifRenewedAt`.
   */
  renew(id: string, renewal: Renewal): Promise<boolean>;
  /**
   * Replaces the data, and returns whether this call did so. Returns `false` if the session is missing,
   * or if its `version` is not `ifVersion`.
   */
  update(id: string, update: DataUpdate): Promise<boolean>;
  /** Ends a session. Returns whether the session existed. */
  revoke(id: string): Promise<boolean>;
  /** Returns a user's sessions that are live at `now` (milliseconds since the Unix epoch), newest first. */
  listByUser(userId: string, now: number): Promise<SessionRecord[]>;
  /**
   * Ends all sessions of a user except `exceptId`. Returns how many records it deleted, live and
   * expired ones together.
   */
  revokeByUser(userId: string, exceptId: string | null): Promise<number>;
  /**
   * Ends all sessions of all users. May take minutes in a store that has to delete records one by one.
   * Call it again after a rejection: it may have ended only some of the sessions.
   */
  revokeEverything(): Promise<void>;
  /**
   * Deletes at most `limit` sessions that expired at `now` or earlier, and as many expired entries
   * about adopted and barred ids. Returns how many sessions it deleted. Returns 0 if the database deletes expired
   * sessions itself.
   */
  purgeExpired(now: number, limit: number): Promise<number>;
  /**
   * Takes over a session of another strategy, and remembers its id until `adoption.until`.
   *
   * - If the store has the session, the record stays as it is. Only its secret hash may change
   *   ({@link Adoption.secretHashes}).
   * - Else, adds `adoption.record`.
   * - Returns `null` and writes nothing if the store does not have the session and one of these holds:
   *   the store remembers its id, a {@link Bar} concerns it, or `adoption.mayBegin` is `false`.
   */
  adopt(adoption: Adoption): Promise<Adopted | null>;
  /**
   * Returns the record if the store has the session. Else returns `"barred"` if `adopt` would refuse
   * the session, and `null` if `adopt` would add it. Never writes sessions.
   */
  findToAdopt(candidate: AdoptionCandidate): Promise<SessionRecord | "barred" | null>;
  /**
   * Sets a bar. Once this promise has resolved, `adopt` adds no session that the bar concerns.
   * `create` ignores bars.
   */
  bar(bar: Bar): Promise<void>;
}
