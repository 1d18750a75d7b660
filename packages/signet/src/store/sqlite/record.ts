import type { SQLOutputValue } from "node:sqlite";
import type { SecretHash, SessionRecord } from "../contract.ts";

type Row = Record<string, SQLOutputValue>;

/** Reads a row as a record. Throws when a column holds what this library never writes. */
export function toRecord(row: Row): SessionRecord {
  return {
    id: text(row["id"]),
    secretHash: secretHash(row["secret_hash"]),
    userId: text(row["user_id"]),
    data: text(row["data"]),
    version: integer(row["version"]),
    createdAt: integer(row["created_at"]),
    authenticatedAt: integer(row["authenticated_at"]),
    renewedAt: integer(row["renewed_at"]),
    expiresAt: integer(row["expires_at"]),
    deviceLabel: textOrNull(row["device_label"]),
    userAgent: textOrNull(row["user_agent"]),
    ip: textOrNull(row["ip"]),
  };
}

function text(value: SQLOutputValue | undefined): string {
  if (typeof value !== "string") throw unreadable();
  return value;
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
  return value === null ? null : text(value);
}

function integer(value: SQLOutputValue | undefined): number {
  if (typeof value !== "number") throw unreadable();
  return value;
}

function secretHash(value: SQLOutputValue | undefined): SecretHash {
  if (!(value instanceof Uint8Array)) throw unreadable();
  return value as SecretHash;
}

function unreadable(): Error {
  return new Error(
    "A row of signet_sessions has a column of the wrong type: was it edited by hand?",
  );
}
