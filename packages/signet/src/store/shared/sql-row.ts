import {
  type ColumnValue,
  integer,
  text,
  textOrNull,
  unreadable,
} from "../../database/shared/columns.ts";
import type { SecretHash, SessionRecord } from "../contract.ts";

/** The columns of `signet_sessions` as its first version created it. */
export const FIRST_COLUMNS =
  "id, secret_hash, user_id, data, version, created_at, authenticated_at, renewed_at, expires_at, device_label, user_agent, ip";

/** The columns of `signet_sessions`, in SQLite and in PostgreSQL. */
export const COLUMNS: string = `${FIRST_COLUMNS}, terms`;

/** Returns the values of a record in the order of {@link COLUMNS}. */
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
    record.terms,
  ];
}

/** Converts a row to a record. Throws if a column has a value that this library never writes. */
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
    terms: textOrNull(columns["terms"]),
  };
}

/** Copies the bytes, because the Buffer of some clients is a view of the whole network message. */
function secretHash(value: unknown): SecretHash {
  if (!(value instanceof Uint8Array || value instanceof ArrayBuffer)) throw unreadable();
  return new Uint8Array(value) as SecretHash;
}
