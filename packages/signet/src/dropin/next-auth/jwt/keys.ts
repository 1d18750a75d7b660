import { contentKey, hkdf } from "#crypto";
import { encodeBytes } from "../../../token/base64url.ts";
import type { Awaitable as MaybePromise, SealingKey } from "../../../token/crypto/contract.ts";
import { type Recent, recent } from "../../../token/recent-cache.ts";
import type { Secret } from "./types.ts";

type Key = MaybePromise<SealingKey>;

/** A process has one secret, or a few while a secret is replaced. */
const MOST_SECRETS = 100;
/** Each name of a cookie is a salt. */
const MOST_SALTS = 50;
/** The longest input of HKDF that next-auth 4 accepts for the purpose; bytes. */
const LONGEST_PURPOSE = 1_024;

/** The keys by salt, and then by secret: the engine caches the hash of a text that is looked up again. */
const textKeys = recent<Recent<Key>>(MOST_SALTS, LONGEST_PURPOSE);
const byteKeys = recent<Recent<Key>>(MOST_SALTS, LONGEST_PURPOSE);

/**
 * Returns the key of a secret and a salt, as next-auth 4 derives it. Each key is derived once. On Node
 * the result is no promise.
 *
 * @throws {TypeError} for an empty secret or another type, and for a salt that is too long.
 */
export function keyOf(secret: Secret, salt: string): Key {
  const isText = typeof secret === "string";
  if (!isText && !(secret instanceof Uint8Array)) {
    throw new TypeError('"ikm" must be an instance of Uint8Array or a string');
  }
  if (secret.length === 0) throw new TypeError('"ikm" must be at least one byte in length');
  // Bytes can change, so their content identifies them.
  const id = isText ? secret : encodeBytes(secret);
  const bySalt = isText ? textKeys : byteKeys;
  const keys = bySalt.get(salt) ?? bySalt.keep(salt, recent<Key>(MOST_SECRETS));
  return keys.get(id) ?? keys.keep(id, derive(secret, salt));
}

function derive(secret: Secret, salt: string): Key {
  const purpose = `NextAuth.js Generated Encryption Key${salt === "" ? "" : ` (${salt})`}`;
  if (new TextEncoder().encode(purpose).length > LONGEST_PURPOSE) {
    throw new TypeError('"info" must not contain more than 1024 bytes');
  }
  const derived = hkdf(secret, purpose, 32, salt);
  return derived instanceof Promise
    ? derived.then((bytes) => contentKey("A256GCM", bytes))
    : contentKey("A256GCM", derived);
}
