/**
 * The cryptographic primitives of tokens. `node/` implements them synchronously, `web/` with promises.
 * Code for both uses {@link Crypto}.
 */
import type { Algorithm, AsymmetricAlgorithm, Encryption, HmacAlgorithm } from "./algorithms.ts";
import type { Jwk, KeyMaterial, SecretMaterial } from "./material.ts";

/** The salt of all keys that this library derives for its own tokens. */
export const HKDF_SALT = "signet";

/** A value, or a promise of it. */
export type Awaitable<Value> = Value | Promise<Value>;

/**
 * Signs the `header.payload` of a token and returns the signature as base64url. The key is private, so
 * logs cannot print it.
 */
export interface SigningKey<Signature extends Awaitable<string> = Awaitable<string>> {
  readonly algorithm: Algorithm;
  sign(input: string): Signature;
}

/** Verifies a signature in canonical base64url. Returns `false` for an invalid signature. */
export interface VerifyingKey<Verdict extends Awaitable<boolean> = Awaitable<boolean>> {
  readonly algorithm: Algorithm;
  verify(input: string, signature: string): Verdict;
}

/** The encrypted parts of a JWE (RFC 7516, section 7.1), each as base64url. */
export interface Encrypted {
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** Decrypts a UTF-8 text with authenticated encryption. The header of the token is the `aad`. */
export interface OpeningKey<Opened extends Awaitable<string | null> = Awaitable<string | null>> {
  /** Returns `null` for every input that was not encrypted with this key. */
  decrypt(aad: string, parts: Encrypted): Opened;
}

/** Encrypts a text, and decrypts it. */
export interface SealingKey<
  Sealed extends Awaitable<Encrypted> = Awaitable<Encrypted>,
  Opened extends Awaitable<string | null> = Awaitable<string | null>,
> extends OpeningKey<Opened> {
  encrypt(aad: string, plaintext: string): Sealed;
}

/**
 * The functions of a crypto engine. Each function throws `TokenKeyError` for a key that it cannot use.
 */
export interface Crypto {
  /** Imports an HMAC key (RFC 7518, section 3.2): at least as many random bytes as the hash has. */
  hmacKey(algorithm: HmacAlgorithm, secret: SecretMaterial): Awaitable<SigningKey & VerifyingKey>;
  /** Imports a private key. */
  privateKey(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Awaitable<SigningKey>;
  /** Imports a public key. */
  publicKey(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Awaitable<VerifyingKey>;
  /** Returns the public key of a private or public key, as a JWK with only its public members. */
  publicJwk(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Awaitable<Jwk>;
  /**
   * Imports a key for direct encryption (`dir`), of exactly {@link CONTENT_KEY_BYTES}. Only AES-GCM
   * keys can seal.
   */
  contentKey(encryption: "A256GCM", secret: SecretMaterial): Awaitable<SealingKey>;
  contentKey(encryption: Encryption, secret: SecretMaterial): Awaitable<OpeningKey>;
  /**
   * Derives a key for a purpose from a secret, with HKDF-SHA-256 (RFC 5869) and a length in bytes.
   *
   * @param salt default {@link HKDF_SALT}; another one only for the tokens of other libraries.
   */
  hkdf(
    secret: string | Uint8Array,
    purpose: string,
    bytes: number,
    salt?: string,
  ): Awaitable<Uint8Array>;
  /** Returns the SHA-256 hash of a UTF-8 text; 32 bytes. */
  sha256(text: string): Awaitable<Uint8Array>;
  /** Compares bytes in a time that depends only on the lengths. */
  equalBytes(left: Uint8Array, right: Uint8Array): boolean;
}
