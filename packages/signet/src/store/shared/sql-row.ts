import type { SecretHash, SessionRecord } from "../contract.ts";

/** The columns of `signet_sessions`, as SQLite and PostgreSQL both have them. */
export const COLUMNS =
  "id, secret_hash, user_id, data, version, created_at, authenticated_at, renewed_at, expires_at, device_label, user_agent, ip";

/** What a column of a row may be set to. */
export type ColumnValue = string | number | null | Uint8Array;

/** A record's values in the order of {@link COLUMNS}. */
export function toValues(record: SessionRecord): ColumnValue[] {
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

/** Clients hand out whole numbers as numbers, and large ones as text or BigInt if told to. */
export function integer(value: unknown): number {
  const whole = typeof value === "string" || typeof value === "bigint" ? Number(value) : value;
  if (typeof whole !== "number" || !Number.isSafeInteger(whole)) throw unreadable();
  return whole;
}

export function integerOrNull(value: unknown): number | null {
  return value === null ? null : integer(value);
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw unreadable();
  return value;
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value);
}

/** A copy, because the Buffer of some clients is a window on all that came with it. */
function secretHash(value: unknown): SecretHash {
  if (!(value instanceof Uint8Array || value instanceof ArrayBuffer)) throw unreadable();
  return new Uint8Array(value) as SecretHash;
}

function unreadable(): Error {
  return new Error(
    "A row of the session tables has a column of the wrong type: was it edited by hand, or is the client told to read text, bytes or integers as something else?",
  );
}
