import { integer, integerOrNull, text, textOrNull } from "../../database/shared/columns.ts";
import type { Authenticator, OneTimeToken, User } from "../contract.ts";

/** A user as a row has it. */
export interface StoredUser extends User {
  /** The attributes; JSON text. */
  readonly attributes: string;
}

export const USER_COLUMNS = "id, email, email_verified_at, name, image, created_at, attributes";
export const AUTHENTICATOR_COLUMNS = "kind, id, user_id, data, version, created_at, used_at";
export const ONE_TIME_COLUMNS = "id, purpose, token_group, data, expires_at";

/** Converts a row of `signet_users`. Throws if a column has a value that this library never writes. */
export function toUser(row: unknown): StoredUser {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  return {
    id: text(columns["id"]),
    email: textOrNull(columns["email"]),
    emailVerifiedAt: integerOrNull(columns["email_verified_at"]),
    name: textOrNull(columns["name"]),
    image: textOrNull(columns["image"]),
    createdAt: integer(columns["created_at"]),
    attributes: text(columns["attributes"]),
  };
}

/** Converts a row of `signet_authenticators`. Throws as {@link toUser} does. */
export function toAuthenticator(row: unknown): Authenticator {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  return {
    kind: text(columns["kind"]),
    id: text(columns["id"]),
    userId: text(columns["user_id"]),
    data: text(columns["data"]),
    version: integer(columns["version"]),
    createdAt: integer(columns["created_at"]),
    usedAt: integerOrNull(columns["used_at"]),
  };
}

/** Converts a row of `signet_one_time`. Throws as {@link toUser} does. */
export function toOneTimeToken(row: unknown): OneTimeToken {
  const columns: Readonly<Record<string, unknown>> = Object(row);
  return {
    id: text(columns["id"]),
    purpose: text(columns["purpose"]),
    group: text(columns["token_group"]),
    data: text(columns["data"]),
    expiresAt: integer(columns["expires_at"]),
  };
}
