/**
 * The primitives of iron seals. `node.ts` implements them synchronously, `web.ts` with promises.
 * package.json (`imports`) chooses one of them as `#iron-crypto`.
 */
import type { Awaitable } from "../../../token/crypto/contract.ts";

/**
 * Returns the HMAC-SHA-256 (RFC 2104) of a text as base64url. The key is private, so logs cannot
 * print it.
 */
export type IronMac = (text: string) => Awaitable<string>;

/** AES-256-CBC with PKCS#7 padding (NIST SP 800-38A, section 6.2). */
export interface IronCipher {
  /** Encrypts a text with a new random IV of 128 bits. */
  encrypt(text: string): Awaitable<Encrypted>;
  /** Decrypts a text. Returns `null` when the IV or the padding is not valid. */
  decrypt(encrypted: Encrypted): Awaitable<string | null>;
}

/** Both parts are base64url without padding. */
export interface Encrypted {
  readonly iv: string;
  readonly ciphertext: string;
}

export interface IronCrypto {
  /** Derives the MAC key of a password and a salt: PBKDF2 (RFC 8018) with HMAC-SHA-1, one iteration. */
  macKey(password: string, salt: string): Awaitable<IronMac>;
  /** Derives the encryption key of a password and a salt, in the same way. */
  cipherKey(password: string, salt: string): Awaitable<IronCipher>;
  /** Returns 256 random bits as 64 hexadecimal characters. */
  randomSalt(): string;
  /** Compares texts in a time that depends only on their lengths. */
  equalText(given: string, expected: string): boolean;
}
