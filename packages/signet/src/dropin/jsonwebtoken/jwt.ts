import { decode } from "./decode.ts";
import * as errors from "./errors.ts";
import type * as keys from "./keys.ts";
import { sign } from "./sign.ts";
import type * as types from "./types.ts";
import { verify } from "./verify.ts";

interface JsonWebToken {
  decode: typeof decode;
  verify: typeof verify;
  sign: typeof sign;
  JsonWebTokenError: typeof errors.JsonWebTokenError;
  NotBeforeError: typeof errors.NotBeforeError;
  TokenExpiredError: typeof errors.TokenExpiredError;
}

/**
 * The default export, and the result of `require`. It is an object, so that a test can spy on its
 * members.
 */
export const jwt: JsonWebToken = { decode, verify, sign, ...errors };

/** The types under the names of `@types/jsonwebtoken`, such as `jwt.JwtPayload`. */
export declare namespace jwt {
  type Algorithm = types.Algorithm;
  type DecodeOptions = types.DecodeOptions;
  type GetPublicKeyOrSecret = types.GetPublicKeyOrSecret;
  type JsonWebTokenError = errors.JsonWebTokenError;
  type Jwt<Payload = types.JwtPayload | string> = types.Jwt<Payload>;
  type JwtHeader = types.JwtHeader;
  // An interface, so that programs can extend it.
  interface JwtPayload extends types.JwtPayload {}
  type NotBeforeError = errors.NotBeforeError;
  type PrivateKey = keys.PrivateKey;
  type PublicKey = keys.PublicKey;
  type Secret = keys.Secret;
  type SignCallback = types.SignCallback;
  type SigningKeyCallback = types.SigningKeyCallback;
  type SignOptions = types.SignOptions;
  type TokenExpiredError = errors.TokenExpiredError;
  type VerifyCallback<Result = types.Jwt | types.JwtPayload | string> =
    types.VerifyCallback<Result>;
  type VerifyErrors = types.VerifyErrors;
  type VerifyOptions = types.VerifyOptions;
}
