import type { SecretHash, SessionRecord } from "../contract.ts";

/** Reads a row as a record. Throws when a column holds what this library never writes. */
export function toRecord(row: unknown): SessionRecord {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  return {
    id: text(columns["id"]),
    secretHash: secretHash(columns["secret_hash"]),
    userId: text(columns["user_id"]),
    data: text(columns["data"]),
    version: integer(columns["version"]),
    createdAt: integer(columns["created_at"]),
    authenticatedAt: integer(columns["authenticated_at"]),
    renewedAt: integer(columns["renewed_at"]),
    expiresAt: integer(columns["expires_at"]),
    deviceLabel: textOrNull(columns["device_label"]),
    userAgent: textOrNull(columns["user_agent"]),
    ip: textOrNull(columns["ip"]),
  };
}

function text(value: unknown): string {
  if (typeof value !== "string") throw unreadable();
  return value;
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value);
}

/** Clients can be told to hand out every integer as a BigInt. */
function integer(value: unknown): number {
  if (typeof value !== "number" && typeof value !== "bigint") throw unreadable();
  return Number(value);
}

/** Some clients hand out an ArrayBuffer or a Buffer. */
function secretHash(value: unknown): SecretHash {
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  if (!(bytes instanceof Uint8Array)) throw unreadable();
  return bytes as SecretHash;
}

function unreadable(): Error {
  return new Error(
    "A row of signet_sessions has a column of the wrong type: was it edited by hand?",
  );
}
