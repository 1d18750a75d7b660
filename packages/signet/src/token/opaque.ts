import { equalBytes, randomText, sha256 } from "./crypto/node.ts";

/** What a client presents under a stored strategy: a public id and the secret that proves it. */
export interface OpaqueCredential {
  readonly id: string;
  readonly secret: string;
}

const TAG_CHARACTERS = 4;
const ID_SHAPE = /^[\w-]{26}$/;
const CREDENTIAL_SHAPE = /^([\w-]{26})\.([\w-]{43})$/;

/**
 * A fresh session id: a tag of 24 bits that all sessions of a user share, so that a store spread
 * over several machines can keep them together, then 128 random bits.
 */
export function newSessionId(userId: string): string {
  const tag = Buffer.from(sha256(userId)).toString("base64url").slice(0, TAG_CHARACTERS);
  return tag + randomText(16);
}

/** Whether a text has the form of a session id. */
export function isSessionId(text: string): boolean {
  return ID_SHAPE.test(text);
}

/** A fresh secret of 256 random bits. */
export function newSecret(): string {
  return randomText(32);
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

/** SHA-256 of a secret; 32 bytes. */
export function hashSecret(secret: string): Uint8Array {
  return sha256(secret);
}

/** Compares hashes in constant time. */
export function equalHashes(left: Uint8Array, right: Uint8Array): boolean {
  return equalBytes(left, right);
}
