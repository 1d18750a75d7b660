import { type SecretHash, type SessionRecord, tagOf, userTag } from "../contract.ts";

/** The fields of a record that never change, under the short names of the stored JSON. */
interface StoredFields {
  readonly h: string;
  readonly u: string;
  readonly c: number;
  readonly a: number;
  readonly l: string | null;
  readonly g: string | null;
  readonly i: string | null;
  /** Missing for a session without terms, and in records of earlier releases. */
  readonly t?: string;
}

/**
 * How long Redis keeps a record after its session expires; milliseconds. A server with a slow clock may
 * still accept the session.
 */
export const MARGIN = 60_000;

const HEAD = /^1 (\d+) (-?\d+) (-?\d+) ([^\n]*)$/;

/**
 * Converts a record to the value that Redis stores: a line with the fields that scripts change, a line of
 * JSON with the fields that never change, and then the data.
 */
export function toValue(record: SessionRecord): string {
  const { version, renewedAt, expiresAt, userId, data } = record;
  const fields: StoredFields = {
    h: secretText(record.secretHash),
    u: userId,
    c: record.createdAt,
    a: record.authenticatedAt,
    l: record.deviceLabel,
    g: record.userAgent,
    i: record.ip,
    ...(record.terms === null ? null : { t: record.terms }),
  };
  const head = `1 ${version} ${renewedAt} ${expiresAt} ${userKey(userId)}`;
  return `${head}\n${JSON.stringify(fields)}\n${data}`;
}

/** Converts a stored value to a record. Throws if this library never writes such a value. */
export function toRecord(id: string, value: unknown): SessionRecord {
  const text = String(value);
  const headEnd = text.indexOf("\n");
  const fieldsEnd = text.indexOf("\n", headEnd + 1);
  const match = HEAD.exec(text.slice(0, Math.max(headEnd, 0)));
  if (match === null || fieldsEnd === -1) throw unreadable();
  const fields: unknown = JSON.parse(text.slice(headEnd + 1, fieldsEnd));
  if (!areStoredFields(fields)) throw unreadable();
  return {
    id,
    secretHash: new Uint8Array(Buffer.from(fields.h, "base64url")) as SecretHash,
    userId: fields.u,
    data: text.slice(fieldsEnd + 1),
    version: Number(match[1]),
    createdAt: fields.c,
    authenticatedAt: fields.a,
    renewedAt: Number(match[2]),
    expiresAt: Number(match[3]),
    deviceLabel: fields.l,
    userAgent: fields.g,
    ip: fields.i,
    terms: fields.t ?? null,
  };
}

/** Encodes a secret hash as base64url. */
export function secretText(hash: SecretHash): string {
  return Buffer.from(hash).toString("base64url");
}

/** Encodes a user id for keys and for the first line of a value, which must not contain spaces or line ends. */
export function userKey(userId: string): string {
  return encodeURIComponent(userId);
}

/** Throws if a session id does not start with the tag of its user. */
export function checkTag({ id, userId }: SessionRecord): void {
  if (tagOf(id) === userTag(userId)) return;
  throw new Error(
    "A session id must start with userTag(userId). Else the keys of the session would be in different slots.",
  );
}

/** Returns the time to live of a key that expires at `expiresAt`; milliseconds from `from` on. */
export function timeToLive(from: number, expiresAt: number): number {
  return Math.max(expiresAt - from, 0) + MARGIN;
}

function areStoredFields(value: unknown): value is StoredFields {
  const { h, u, c, a, l, g, i, t } = Object(value);
  return (
    (t === undefined || typeof t === "string") &&
    [h, u].every((each) => typeof each === "string") &&
    [c, a].every((each) => typeof each === "number") &&
    [l, g, i].every((each) => each === null || typeof each === "string")
  );
}

function unreadable(): Error {
  return new Error(
    "A session record does not have the format of signet-auth. Check whether it was edited by hand.",
  );
}
