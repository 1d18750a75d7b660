import { equalBytes, sha256 } from "#crypto";
import { encodeBytes } from "../base64url.ts";
import type { Awaitable } from "../crypto/contract.ts";

/** The credential of `database()`: a public id and its secret. */
export interface OpaqueCredential {
  readonly id: string;
  readonly secret: string;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const ID_SHAPE = /^[\w-]{26}$/;
const CREDENTIAL_SHAPE = /^([\w-]{26})\.([\w-]{43})$/;

/** Creates a session id: the four characters that a user's sessions share, then 128 random bits. */
export function newSessionId(tag: string): string {
  return tag + randomText(ID_BYTES);
}

/** Checks whether a text has the form of a session id. */
export function isSessionId(text: unknown): text is string {
  return typeof text === "string" && ID_SHAPE.test(text);
}

/** Creates a secret of 256 random bits. */
export function newSecret(): string {
  return randomText(SECRET_BYTES);
}

export function formatCredential(credential: OpaqueCredential): string {
  return `${credential.id}.${credential.secret}`;
}

export function parseCredential(text: string): OpaqueCredential | null {
  const match = CREDENTIAL_SHAPE.exec(text);
  if (match === null) return null;
  const [, id = "", secret = ""] = match;
  return { id, secret };
}

/** Returns the SHA-256 hash of a secret; 32 bytes. */
export function hashSecret(secret: string): Awaitable<Uint8Array> {
  return sha256(secret);
}

/** Compares hashes in constant time. */
export function equalHashes(left: Uint8Array, right: Uint8Array): boolean {
  return equalBytes(left, right);
}

/** Returns random bytes of the system's generator as base64url. */
function randomText(bytes: number): string {
  return encodeBytes(crypto.getRandomValues(new Uint8Array(bytes)));
}
