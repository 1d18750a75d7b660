export type { RegisteredClaims, TokenClaims } from "../claims/claims.ts";
export type { SealerOptions, SignerOptions } from "../claims/signer-options.ts";
export type { OpenerOptions, VerifierOptions } from "../claims/verifier-options.ts";
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
export type { DecodeUnverified, Unverified, UnverifiedToken } from "../format/unverified.ts";
export type { JwkSet, PairInput, PairRing } from "../keys/ring.ts";
export type { Secret } from "../keys/secret-option.ts";
export { decodeUnverified } from "./decode.ts";
export { type KeyRing, keyRing, type SecretKeyRing } from "./key-ring.ts";
export { createOpener, type Open } from "./open.ts";
export { createSealer, type Seal } from "./seal.ts";
export { createSigner, type Sign } from "./sign.ts";
export { createVerifier, type Verify } from "./verify.ts";
