/** What every session store keeps and does. Knows nothing of the rest of the library. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const TAG_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TAG_LENGTH = 4;

/**
 * The four characters that the ids of all sessions of a user start with, so that a store spread over
 * several machines keeps a user's sessions in one place. FNV-1a folded to 24 bits: it spreads users
 * and hides nothing.
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

/** The tag that a session's id starts with: that of its user. */
export function tagOf(sessionId: string): string {
  return sessionId.slice(0, TAG_LENGTH);
}

declare const hashed: unique symbol;

/** SHA-256 of a session's secret; 32 bytes. A store never sees the secret itself. */
export type SecretHash = Uint8Array & { readonly [hashed]: true };

/** One session as a store keeps it. Times are milliseconds since the epoch. */
export interface SessionRecord {
  /**
   * Its first four characters are a tag that all sessions of a user share (`userTag`), so that a
   * store spread over several machines can keep them in one place.
   */
  readonly id: string;
  readonly secretHash: SecretHash;
  readonly userId: string;
  /** The session's data as JSON text; a store does not look inside. */
  readonly data: string;
  /** Counts the changes of `data`, from 0. */
  readonly version: number;
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly renewedAt: number;
  readonly expiresAt: number;
  readonly deviceLabel: string | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

export interface Renewal {
  readonly renewedAt: number;
  readonly expiresAt: number;
  /** The `renewedAt` the caller saw: of several renewals at once, one writes. */
  readonly ifRenewedAt: number;
}

export interface DataUpdate {
  readonly data: string;
  /** The `version` the caller saw; the record's becomes one higher. */
  readonly ifVersion: number;
}

/**
 * Keeps session records. Every operation is atomic and says what happened. An operation that cannot
 * tell (a refused connection, a timeout, a full disk) rejects; it never answers as if a session were
 * gone. Run the suite of `signet-auth/testing` over a store of your own.
 */
export interface Store {
  /**
   * Adds a session, in the place of `replacing` if that is one of the same user's, and ends the
   * user's oldest until at most `maxPerUser` are live, this one among them; `null` sets no limit. How
   * many live ones it ended for the limit. Rejects when the id is taken, and then has changed nothing.
   * May drop a few expired sessions of anybody on the way.
   */
  create(
    record: SessionRecord,
    maxPerUser: number | null,
    replacing?: string | null,
  ): Promise<number>;
  /** The record, or `null` when there is none. It may be over; the caller judges. Never writes. */
  find(id: string): Promise<SessionRecord | null>;
  /** Whether this call moved the session's times; `false` when another was first, or it is gone. */
  renew(id: string, renewal: Renewal): Promise<boolean>;
  /** Whether this call replaced the data; `false` when another was first, or it is gone. */
  update(id: string, update: DataUpdate): Promise<boolean>;
  /** Ends a session. Whether there was one. */
  revoke(id: string): Promise<boolean>;
  /** A user's sessions that are live at `now`, newest first. */
  listByUser(userId: string, now: number): Promise<SessionRecord[]>;
  /** Ends a user's sessions, all but `exceptId`. How many live or expired records it ended. */
  revokeByUser(userId: string, exceptId: string | null): Promise<number>;
  /** Ends all sessions of everybody. May take long where they have to be dropped one by one. */
  revokeEverything(): Promise<void>;
  /**
   * Drops at most `limit` sessions that were over at `now`. How many it dropped; 0 where the engine
   * drops them by itself.
   */
  purgeExpired(now: number, limit: number): Promise<number>;
}
