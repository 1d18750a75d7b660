/** The algorithms of RFC 7518 (3.1, 5.1) and RFC 8037 that tokens are made with. */
export type HmacAlgorithm = "HS256" | "HS384" | "HS512";
export type RsaAlgorithm = "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512";
export type EcAlgorithm = "ES256" | "ES384" | "ES512";
export type AsymmetricAlgorithm = RsaAlgorithm | EcAlgorithm | "EdDSA";
export type Algorithm = HmacAlgorithm | AsymmetricAlgorithm;

/** Content encryption; the key is used directly (`dir`, RFC 7518, 4.5). */
export type Encryption = "A256GCM" | "A256CBC-HS512";

/** The hash of an algorithm by its bits, and the bytes of that hash: RFC 7518 names them alike. */
export type HashBits = 256 | 384 | 512;

export const HMAC_ALGORITHMS: readonly HmacAlgorithm[] = ["HS256", "HS384", "HS512"];

export const ASYMMETRIC_ALGORITHMS: readonly AsymmetricAlgorithm[] = [
  ...(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] as const),
  ...(["ES256", "ES384", "ES512", "EdDSA"] as const),
];

/** RFC 7518, 3.4: an ECDSA algorithm is bound to one curve. */
export const CURVES = { ES256: "P-256", ES384: "P-384", ES512: "P-521" } as const;

/** RFC 7518, 3.3: smaller RSA keys are refused, for signing and for verifying. Bits. */
export const SMALLEST_RSA = 2048;

/**
 * OpenSSL verifies with no larger ones. Node's Web Cryptography imports them, keeps an error, and aborts
 * the process at the next AES because of it. Bits.
 */
export const LARGEST_RSA = 16_384;

/** Bytes of the one key each encryption takes. */
export const CONTENT_KEY_BYTES = { A256GCM: 32, "A256CBC-HS512": 64 } as const;

/** Bits of the hash an algorithm's name ends with. EdDSA brings its own. */
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

/** Bytes of the parts of a sealed token (RFC 7518, 5.2.5 and 5.3). */
export const GCM = { iv: 12, tag: 16 } as const;
export const CBC_HS512 = { iv: 16, tag: 32, half: 32 } as const;
