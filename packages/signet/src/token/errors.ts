import { SignetError } from "../errors.ts";

/**
 * The base class of all errors about tokens and their keys. Messages never contain a token, a key or
 * the value of a claim.
 *
 * @example
 * ```ts
 * import { type TokenClaims, TokenError, type Verify } from "signet-auth/token";
 * declare const verify: Verify<TokenClaims>;
 *
 * export function userOf(token: string): string | undefined {
 *   try {
 *     return verify(token).sub;
 *   } catch (error) {
 *     if (error instanceof TokenError) return undefined;
 *     throw error;
 *   }
 * }
 * ```
 */
export class TokenError extends SignetError {
  override readonly name: string = "TokenError";
}

/**
 * Thrown for a text that is no token of the expected type: its form, header or payload is wrong.
 *
 * @example
 * ```ts
 * import { MalformedTokenError } from "signet-auth/token";
 *
 * export function isNoToken(error: unknown): boolean {
 *   return error instanceof MalformedTokenError;
 * }
 * ```
 */
export class MalformedTokenError extends TokenError {
  override readonly name = "MalformedTokenError";

  constructor(reason: string) {
    super("token-malformed", `The token is refused: ${reason}.`);
  }
}

/**
 * Thrown when the signature of a token, or the tag of a sealed token, does not verify with the key.
 *
 * @example
 * ```ts
 * import { BadSignatureError } from "signet-auth/token";
 *
 * export function isForged(error: unknown): boolean {
 *   return error instanceof BadSignatureError;
 * }
 * ```
 */
export class BadSignatureError extends TokenError {
  override readonly name = "BadSignatureError";

  constructor() {
    super(
      "token-bad-signature",
      "The token is refused: it was changed, or issued with another key. Check that issuer and verifier use the same key.",
    );
  }
}

/**
 * Thrown for a token that has expired, or is older than `maxAge`.
 *
 * @example
 * ```ts
 * import { TokenExpiredError } from "signet-auth/token";
 *
 * export function expiryOf(error: unknown): Date | null {
 *   return error instanceof TokenExpiredError ? error.expiredAt : null;
 * }
 * ```
 */
export class TokenExpiredError extends TokenError {
  override readonly name = "TokenExpiredError";
  /** The time at which the token expired or reached `maxAge`. */
  readonly expiredAt: Date;

  /** `expiredAt` is milliseconds since the epoch. */
  constructor(expiredAt: number) {
    super("token-expired", "The token has expired. Ask its issuer for a new one.");
    this.expiredAt = new Date(expiredAt);
  }
}

/**
 * Thrown for a token whose `nbf` is in the future.
 *
 * @example
 * ```ts
 * import { TokenNotActiveError } from "signet-auth/token";
 *
 * export function startOf(error: unknown): Date | null {
 *   return error instanceof TokenNotActiveError ? error.activeAt : null;
 * }
 * ```
 */
export class TokenNotActiveError extends TokenError {
  override readonly name = "TokenNotActiveError";
  /** The time from which the token is valid. */
  readonly activeAt: Date;

  /** `activeAt` is milliseconds since the epoch. */
  constructor(activeAt: number) {
    super(
      "token-not-active",
      "The token is not valid yet (nbf). If it should be, compare the clocks of issuer and verifier, or set clockTolerance.",
    );
    this.activeAt = new Date(activeAt);
  }
}

/**
 * Thrown for a claim that is missing, has the wrong type, or does not match the options of the verifier.
 *
 * @example
 * ```ts
 * import { TokenClaimError } from "signet-auth/token";
 *
 * export function refusedClaim(error: unknown): string | null {
 *   return error instanceof TokenClaimError ? error.claim : null;
 * }
 * ```
 */
export class TokenClaimError extends TokenError {
  override readonly name = "TokenClaimError";
  /** The name of the claim. For an issue of a schema, the path with dots, or `(all)`. */
  readonly claim: string;

  constructor(claim: string, problem: string, options?: ErrorOptions) {
    super("token-claim", `The claim ${claim} ${problem}.`, options);
    this.claim = claim;
  }
}

/**
 * Thrown for a key that cannot be used (`key-unusable`), and for a token whose key is unknown
 * (`key-unknown`).
 *
 * @example
 * ```ts
 * import { TokenKeyError } from "signet-auth/token";
 *
 * export function isUnknownKey(error: unknown): boolean {
 *   return error instanceof TokenKeyError && error.code === "key-unknown";
 * }
 * ```
 */
export class TokenKeyError extends TokenError {
  override readonly name = "TokenKeyError";

  constructor(code: "key-unusable" | "key-unknown", message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/**
 * Thrown when the keys of the issuer could not be fetched, so it is unknown whether the token is valid.
 * Respond with 503. The client may try again. `cause` is the error of the request.
 *
 * @example
 * ```ts
 * import { KeysUnavailableError } from "signet-auth/token/remote-jwks";
 *
 * export function statusOf(error: unknown): number {
 *   return error instanceof KeysUnavailableError ? 503 : 401;
 * }
 * ```
 */
export class KeysUnavailableError extends TokenError {
  override readonly name = "KeysUnavailableError";

  constructor(cause: unknown) {
    super(
      "keys-unavailable",
      "The keys of the issuer could not be fetched, so the token is neither accepted nor refused. See `cause`, and respond with 503.",
      { cause },
    );
  }
}

/** Creates the error for a token with an algorithm that no key of the verifier has. */
export function algorithmNotAccepted(): MalformedTokenError {
  return new MalformedTokenError("its algorithm (alg) is not one that this verifier accepts");
}

/** Creates the error for a token whose header does not identify one of the keys. */
export function unknownKey(): TokenKeyError {
  return new TokenKeyError(
    "key-unknown",
    "The token is refused: its header names none of the keys (kid), or fits more than one key. Check the kid of the token and the keys of the verifier.",
  );
}

/**
 * Creates the error for a configured key that cannot be used. The sentence says why, and what to give
 * instead.
 */
export function unusableKey(sentence: string, options?: ErrorOptions): TokenKeyError {
  return new TokenKeyError("key-unusable", sentence, options);
}
