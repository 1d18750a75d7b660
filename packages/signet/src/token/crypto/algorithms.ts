/** The HMAC algorithms. All algorithms are those of RFC 7518 (sections 3.1 and 5.1) and RFC 8037. */
export type HmacAlgorithm = "HS256" | "HS384" | "HS512";
export type RsaAlgorithm = "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512";
export type EcAlgorithm = "ES256" | "ES384" | "ES512";
export type AsymmetricAlgorithm = RsaAlgorithm | EcAlgorithm | "EdDSA";
/** The algorithms of signed tokens. */
export type Algorithm = HmacAlgorithm | AsymmetricAlgorithm;

/** The content encryption of sealed tokens, with direct use of the key (`dir`, RFC 7518, section 4.5). */
export type Encryption = "A256GCM" | "A256CBC-HS512";

/** The size of the SHA-2 hash of an algorithm; bits. */
export type HashBits = 256 | 384 | 512;

export const HMAC_ALGORITHMS: readonly HmacAlgorithm[] = ["HS256", "HS384", "HS512"];

export const ASYMMETRIC_ALGORITHMS: readonly AsymmetricAlgorithm[] = [
  ...(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] as const),
  ...(["ES256", "ES384", "ES512", "EdDSA"] as const),
];

/** The curve of each ECDSA algorithm (RFC 7518, section 3.4). */
export const CURVES = { ES256: "P-256", ES384: "P-384", ES512: "P-521" } as const;

/** The minimum size of RSA keys, for signing and for verifying (RFC 7518, section 3.3); bits. */
export const SMALLEST_RSA = 2048;

/**
 * The maximum size of RSA keys; bits. OpenSSL does not verify with larger keys. Node's Web Cryptography
 * imports them, but keeps an OpenSSL error and aborts the process at the next AES operation.
 */
export const LARGEST_RSA = 16_384;

/** The key size of each content encryption; bytes. */
export const CONTENT_KEY_BYTES = { A256GCM: 32, "A256CBC-HS512": 64 } as const;

/** Returns the hash size at the end of the name of an algorithm; bits. EdDSA has a fixed hash. */
export function hashBits(algorithm: Exclude<Algorithm, "EdDSA">): HashBits {
  return Number(algorithm.slice(2)) as HashBits;
}

export function isHmac(algorithm: unknown): algorithm is HmacAlgorithm {
  return HMAC_ALGORITHMS.some((known) => known === algorithm);
}

export function isAsymmetric(algorithm: unknown): algorithm is AsymmetricAlgorithm {
  return ASYMMETRIC_ALGORITHMS.some((known) => known === algorithm);
}

export function isEc(algorithm: Algorithm): algorithm is EcAlgorithm {
  return algorithm.startsWith("ES");
}

/** The sizes of the parts of a sealed token (RFC 7518, sections 5.2.5 and 5.3); bytes. */
export const GCM = { iv: 12, tag: 16 } as const;
export const CBC_HS512 = { iv: 16, tag: 32, half: 32 } as const;
