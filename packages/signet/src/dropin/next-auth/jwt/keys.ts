import { contentKey, hkdf } from "#crypto";
import { encodeBytes } from "../../../token/base64url.ts";
import type { Awaitable as MaybePromise, SealingKey } from "../../../token/crypto/contract.ts";
import { recent } from "../../../token/recent-cache.ts";
import type { Secret } from "./types.ts";

/** A process has one secret, or a few while a secret is replaced. Each cookie name is one salt. */
const MOST_KEYS = 200;
/** The longest input of HKDF that next-auth 4 accepts for the purpose; bytes. */
const LONGEST_PURPOSE = 1_024;

const keys = recent<MaybePromise<SealingKey>>(MOST_KEYS);

/**
 * Returns the key of a secret and a salt, as next-auth 4 derives it. Each key is derived once. On Node
 * the result is no promise.
 *
 * @throws {TypeError} for an empty secret or another type, and for a salt that is too long.
 */
export function keyOf(secret: Secret, salt: string): MaybePromise<SealingKey> {
  const isText = typeof secret === "string";
  if (!isText && !(secret instanceof Uint8Array)) {
    throw new TypeError('"ikm" must be an instance of Uint8Array or a string');
  }
  if (secret.length === 0) throw new TypeError('"ikm" must be at least one byte in length');
  const id = isText ? `text\n${salt}\n${secret}` : `bytes\n${salt}\n${encodeBytes(secret)}`;
  return keys.get(id) ?? keys.keep(id, derive(secret, salt));
}

function derive(secret: Secret, salt: string): MaybePromise<SealingKey> {
  const purpose = `NextAuth.js Generated Encryption Key${salt === "" ? "" : ` (${salt})`}`;
  if (new TextEncoder().encode(purpose).length > LONGEST_PURPOSE) {
    throw new TypeError('"info" must not contain more than 1024 bytes');
  }
  const derived = hkdf(secret, purpose, 32, salt);
  return derived instanceof Promise
    ? derived.then((bytes) => contentKey("A256GCM", bytes))
    : contentKey("A256GCM", derived);
}
