import type { SecretHash, SessionRecord } from "../contract.ts";

/** In the order of the table. */
export const COLUMNS =
  "id, secret_hash, user_id, data, version, created_at, authenticated_at, renewed_at, expires_at, device_label, user_agent, ip";

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

/** The columns' values, in their order. */
export function toValues(record: SessionRecord): (string | number | Uint8Array | null)[] {
  return [
    record.id,
    record.secretHash,
    record.userId,
    record.data,
    record.version,
    record.createdAt,
    record.authenticatedAt,
    record.renewedAt,
    record.expiresAt,
    record.deviceLabel,
    record.userAgent,
    record.ip,
  ];
}

function text(value: unknown): string {
  if (typeof value !== "string") throw unreadable();
  return value;
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value);
}

/** `pg` hands out a bigint as text, unless it was told otherwise. */
function integer(value: unknown): number {
  const number = Number(value);
  if (value === null || !Number.isSafeInteger(number)) throw unreadable();
  return number;
}

function secretHash(value: unknown): SecretHash {
  if (!(value instanceof Uint8Array)) throw unreadable();
  return value as SecretHash;
}

function unreadable(): Error {
  return new Error(
    "A row of signet_sessions has a column of the wrong type: was it edited by hand?",
  );
}
