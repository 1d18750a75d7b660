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

/** A session that another strategy has proven, and that is to go on in this store under its id. */
export interface Adoption {
  /** How it begins here; without effect where it is here already. */
  readonly record: SessionRecord;
  /** Whether it may begin here; `false` for one that is here, or has ended. */
  readonly mayBegin: boolean;
  /**
   * Hashes of the secrets that the caller can hand out; `null` where it hands out none. A record that
   * is here with another one is given that of `record`, unless the secret was settled like this before.
   */
  readonly secretHashes: readonly SecretHash[] | null;
  /** How long the id is remembered: until no credential of it can be alive any more. */
  readonly until: number;
}

/** Whether a record that is adopted keeps its secret, if that was not settled before. */
export function isSecretKept(
  { secretHash }: Pick<SessionRecord, "secretHash">,
  secretHashes: Adoption["secretHashes"],
): boolean {
  return secretHashes === null || secretHashes.some((each) => areSameBytes(each, secretHash));
}

function areSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export interface Adopted {
  /** As it is here now. */
  readonly record: SessionRecord;
  /** Whether it began here by this call. */
  readonly isNew: boolean;
}

/**
 * Keeps sessions from being adopted, until `until`: one, those of a user that were created at `now` or
 * before, or everybody's. It ends none that is in the store.
 */
export type Bar =
  | { readonly kind: "session"; readonly id: string; readonly now: number; readonly until: number }
  | {
      readonly kind: "user";
      readonly userId: string;
      /** The one session that it leaves out. */
      readonly exceptId: string | null;
      readonly now: number;
      readonly until: number;
    }
  | { readonly kind: "everybody"; readonly now: number };

/** What tells whether a session may be adopted. */
export type AdoptionCandidate = Pick<SessionRecord, "id" | "userId" | "createdAt">;

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
   * Drops at most `limit` sessions that were over at `now`, and as much of what is remembered of ids.
   * How many sessions it dropped; 0 where the engine drops them by itself.
   */
  purgeExpired(now: number, limit: number): Promise<number>;
  /**
   * Takes over a session of another strategy, and remembers its id. Where the session is here, it
   * stays as it is, but for its secret. `null`, and nothing is written, when it is not here and has been before, or is
   * barred, or may not begin here.
   */
  adopt(adoption: Adoption): Promise<Adopted | null>;
  /**
   * The record; `"barred"` when there is none and `adopt` would take no such session over; `null` when
   * it would. Never writes sessions.
   */
  findToAdopt(candidate: AdoptionCandidate): Promise<SessionRecord | "barred" | null>;
  /** Once it is acknowledged, `adopt` begins no such session. Sign-in is free to make others. */
  bar(bar: Bar): Promise<void>;
}
