/**
 * The primitives a token stands on, and nothing above them. `node/` answers at once, `web/` with
 * promises; whoever takes either takes {@link Crypto}.
 */
import type { Algorithm, AsymmetricAlgorithm, Encryption, HmacAlgorithm } from "./algorithms.ts";
import type { Jwk, KeyMaterial, SecretMaterial } from "./material.ts";

export type Awaitable<Value> = Value | Promise<Value>;

/** Signs a token's `header.payload`; the signature comes as base64url. The key cannot be printed. */
export interface SigningKey<Signature extends Awaitable<string> = Awaitable<string>> {
  readonly algorithm: Algorithm;
  sign(input: string): Signature;
}

/** Proves a signature, given as canonical base64url. Answers `false` to whatever is none. */
export interface VerifyingKey<Verdict extends Awaitable<boolean> = Awaitable<boolean>> {
  readonly algorithm: Algorithm;
  verify(input: string, signature: string): Verdict;
}

/** The parts of a JWE (RFC 7516, 7.1) that encryption makes, each as base64url. */
export interface Encrypted {
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** Opens what authenticated encryption made of UTF-8 text and bound to the token's header (`aad`). */
export interface OpeningKey<Opened extends Awaitable<string | null> = Awaitable<string | null>> {
  /** `null` for anything that this key did not make, whatever is wrong with it. */
  decrypt(aad: string, parts: Encrypted): Opened;
}

export interface SealingKey<
  Sealed extends Awaitable<Encrypted> = Awaitable<Encrypted>,
  Opened extends Awaitable<string | null> = Awaitable<string | null>,
> extends OpeningKey<Opened> {
  encrypt(aad: string, plaintext: string): Sealed;
}

/** What a build has to bring. Every function throws `TokenKeyError` for a key it cannot use. */
export interface Crypto {
  /** A key for HMAC (RFC 7518, 3.2): at least as many random bytes as the hash has. */
  hmacKey(algorithm: HmacAlgorithm, secret: SecretMaterial): Awaitable<SigningKey & VerifyingKey>;
  privateKey(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Awaitable<SigningKey>;
  publicKey(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Awaitable<VerifyingKey>;
  /** The public half of a private or public key, as a JWK with its public members alone. */
  publicJwk(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Awaitable<Jwk>;
  /** A key that is used directly (`dir`), of exactly {@link CONTENT_KEY_BYTES}. We seal with AES-GCM alone. */
  contentKey(encryption: "A256GCM", secret: SecretMaterial): Awaitable<SealingKey>;
  contentKey(encryption: Encryption, secret: SecretMaterial): Awaitable<OpeningKey>;
  /** HKDF-SHA-256 (RFC 5869) from a secret to a key of so many bytes that serves one purpose. */
  hkdf(secret: string, purpose: string, bytes: number): Awaitable<Uint8Array>;
  /** SHA-256 of UTF-8 text; 32 bytes. */
  sha256(text: string): Awaitable<Uint8Array>;
  /** Compares bytes in time that depends on the lengths alone. */
  equalBytes(left: Uint8Array, right: Uint8Array): boolean;
}
