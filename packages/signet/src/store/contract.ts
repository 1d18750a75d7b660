/** What every session store keeps and does. Knows nothing of the rest of the library. */

declare const hashed: unique symbol;

/** SHA-256 of a session's secret; 32 bytes. A store never sees the secret itself. */
export type SecretHash = Uint8Array & { readonly [hashed]: true };

/** One session as a store keeps it. Times are milliseconds since the epoch. */
export interface SessionRecord {
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
  /** Adds a session. Rejects when the id is taken. May drop a few expired sessions on the way. */
  create(record: SessionRecord): Promise<void>;
  /** The record, expired or not, or `null` when there is none. Never writes. */
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
  /** Drops at most `limit` sessions that were over at `now`. How many it dropped. */
  purgeExpired(now: number, limit: number): Promise<number>;
}
