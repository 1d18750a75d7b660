import { type SecretHash, type SessionRecord, userTag } from "../store/contract.ts";

let count = 0;

/**
 * Creates a session record for tests of stores. Each call uses a new id and, unless `members` has a
 * `userId`, a new user. `createdAt` is 1000000 and `expiresAt` 2000000, in milliseconds.
 *
 * @param members replace the members of the record.
 *
 * @example
 * ```ts
 * import { memoryStore } from "signet-auth";
 * import { testRecord } from "signet-auth/testing";
 *
 * const store = memoryStore();
 * await store.create(testRecord({ userId: "ada" }), null);
 * ```
 */
export function testRecord(members: Partial<SessionRecord> = {}): SessionRecord {
  count++;
  const { userId = `user-${count}` } = members;
  const id = userTag(userId) + String(count).padStart(22, "0");
  const secretHash = new Uint8Array(32).fill(count % 256) as SecretHash;
  return {
    id,
    secretHash,
    userId,
    data: `{"made":${count}}`,
    version: 0,
    createdAt: 1_000_000,
    authenticatedAt: 1_000_000,
    renewedAt: 1_000_000,
    expiresAt: 2_000_000,
    deviceLabel: null,
    userAgent: null,
    ip: null,
    terms: null,
    ...members,
  };
}
