import { type SecretHash, type SessionRecord, userTag } from "../store/contract.ts";

let made = 0;

/** A record for store tests, unlike every other it made; members can be given. */
export function testRecord(members: Partial<SessionRecord> = {}): SessionRecord {
  made++;
  const { userId = `user-${made}` } = members;
  const id = userTag(userId) + String(made).padStart(22, "0");
  const secretHash = new Uint8Array(32).fill(made % 256) as SecretHash;
  return {
    id,
    secretHash,
    userId,
    data: `{"made":${made}}`,
    version: 0,
    createdAt: 1_000_000,
    authenticatedAt: 1_000_000,
    renewedAt: 1_000_000,
    expiresAt: 2_000_000,
    deviceLabel: null,
    userAgent: null,
    ip: null,
    ...members,
  };
}
