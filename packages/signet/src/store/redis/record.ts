import { type SecretHash, type SessionRecord, tagOf, userTag } from "../contract.ts";

/** What never changes of a record, as it is kept. */
interface KeptFacts {
  readonly h: string;
  readonly u: string;
  readonly c: number;
  readonly a: number;
  readonly l: string | null;
  readonly g: string | null;
  readonly i: string | null;
}

/**
 * How much longer than its session a record is kept, so that Redis drops none that a server with a
 * slow clock would still take; milliseconds.
 */
export const MARGIN = 60_000;

const HEAD = /^1 (\d+) (-?\d+) (-?\d+) ([^\n]*)$/;

/**
 * A record as Redis keeps it: a line of what scripts change, a line of what never changes, and the
 * data to the end.
 */
export function toValue(record: SessionRecord): string {
  const { version, renewedAt, expiresAt, userId, data } = record;
  const facts: KeptFacts = {
    h: secretText(record.secretHash),
    u: userId,
    c: record.createdAt,
    a: record.authenticatedAt,
    l: record.deviceLabel,
    g: record.userAgent,
    i: record.ip,
  };
  const head = `1 ${version} ${renewedAt} ${expiresAt} ${userKey(userId)}`;
  return `${head}\n${JSON.stringify(facts)}\n${data}`;
}

/** Reads a value as a record. Throws for what this library never writes. */
export function toRecord(id: string, value: unknown): SessionRecord {
  const text = String(value);
  const headEnd = text.indexOf("\n");
  const factsEnd = text.indexOf("\n", headEnd + 1);
  const match = HEAD.exec(text.slice(0, Math.max(headEnd, 0)));
  if (match === null || factsEnd === -1) throw unreadable();
  const facts: unknown = JSON.parse(text.slice(headEnd + 1, factsEnd));
  if (!isFacts(facts)) throw unreadable();
  return {
    id,
    secretHash: new Uint8Array(Buffer.from(facts.h, "base64url")) as SecretHash,
    userId: facts.u,
    data: text.slice(factsEnd + 1),
    version: Number(match[1]),
    createdAt: facts.c,
    authenticatedAt: facts.a,
    renewedAt: Number(match[2]),
    expiresAt: Number(match[3]),
    deviceLabel: facts.l,
    userAgent: facts.g,
    ip: facts.i,
  };
}

export function secretText(hash: SecretHash): string {
  return Buffer.from(hash).toString("base64url");
}

/** A user's name in keys and heads, where spaces and line ends would be in the way. */
export function userKey(userId: string): string {
  return encodeURIComponent(userId);
}

export function checkTag({ id, userId }: SessionRecord): void {
  if (tagOf(id) === userTag(userId)) return;
  throw new Error(
    "A session's id must start with userTag(userId), or its keys would be in different slots.",
  );
}

/** Milliseconds that Redis keeps what is over at `expiresAt`, from `from` on. */
export function timeToLive(from: number, expiresAt: number): number {
  return Math.max(expiresAt - from, 0) + MARGIN;
}

function isFacts(value: unknown): value is KeptFacts {
  const { h, u, c, a, l, g, i } = Object(value);
  return (
    [h, u].every((each) => typeof each === "string") &&
    [c, a].every((each) => typeof each === "number") &&
    [l, g, i].every((each) => each === null || typeof each === "string")
  );
}

function unreadable(): Error {
  return new Error("A session record is not as signet-auth writes it: was it edited by hand?");
}
