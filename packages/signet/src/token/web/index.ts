export type { RegisteredClaims, TokenClaims } from "../claims.ts";
export type { Algorithm, Encryption } from "../crypto/algorithms.ts";
export type { Jwk, KeyMaterial } from "../crypto/material.ts";
export {
  BadSignatureError,
  MalformedTokenError,
  TokenClaimError,
  TokenError,
  TokenExpiredError,
  TokenKeyError,
  TokenNotActiveError,
} from "../errors.ts";
export type { JwkSet, PairInput, PairRing } from "../ring.ts";
export type { Secret } from "../secret-option.ts";
export type { SealerOptions, SignerOptions } from "../signer-options.ts";
export type { DecodeUnverified, Unverified, UnverifiedToken } from "../unverified.ts";
export type { OpenerOptions, VerifierOptions } from "../verifier-options.ts";
export { decodeUnverified } from "./decode.ts";
export { type KeyRing, keyRing, type SecretKeyRing } from "./key-ring.ts";
export { createOpener, type Open } from "./open.ts";
export { createSealer, type Seal } from "./seal.ts";
export { createSigner, type Sign } from "./sign.ts";
export { createVerifier, type Verify } from "./verify.ts";
