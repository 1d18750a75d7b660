import { SignetError } from "../errors.ts";

/** The base of what is wrong with a token or with a key. Messages never hold a token, key or claim. */
export class TokenError extends SignetError {
  override readonly name: string = "TokenError";
}

/** The text is no token of the expected kind: its form, header or payload. */
export class MalformedTokenError extends TokenError {
  override readonly name = "MalformedTokenError";

  constructor(what: string) {
    super("token-malformed", `The token is refused: ${what}.`);
  }
}

/** The signature, or a sealed token's tag, was not made with the expected key. */
export class BadSignatureError extends TokenError {
  override readonly name = "BadSignatureError";

  constructor() {
    super("token-bad-signature", "The token is refused: it was changed, or made with another key.");
  }
}

export class TokenExpiredError extends TokenError {
  override readonly name = "TokenExpiredError";
  /** When it expired, or grew older than `maxAge` allows. */
  readonly expiredAt: Date;

  /** `expiredAt` is milliseconds since the epoch. */
  constructor(expiredAt: number) {
    super("token-expired", "The token has expired. Ask its issuer for a new one.");
    this.expiredAt = new Date(expiredAt);
  }
}

export class TokenNotActiveError extends TokenError {
  override readonly name = "TokenNotActiveError";
  /** From when on it is valid. */
  readonly activeAt: Date;

  /** `activeAt` is milliseconds since the epoch. */
  constructor(activeAt: number) {
    super(
      "token-not-active",
      "The token is not valid yet. If its time has come, compare the clocks of issuer and verifier.",
    );
    this.activeAt = new Date(activeAt);
  }
}

/** A claim is missing, of the wrong type, or not what the verifier expects. */
export class TokenClaimError extends TokenError {
  override readonly name = "TokenClaimError";
  /** The claim's name; within a schema's data, its path with dots. */
  readonly claim: string;

  constructor(claim: string, what: string, options?: ErrorOptions) {
    super("token-claim", `The claim ${claim} ${what}.`, options);
    this.claim = claim;
  }
}

/** A key that cannot serve (`key-unusable`), or a token that names none of the keys (`key-unknown`). */
export class TokenKeyError extends TokenError {
  override readonly name = "TokenKeyError";

  constructor(code: "key-unusable" | "key-unknown", message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/**
 * The issuer's keys could not be fetched, so nobody knows whether the token is good. Answer 503; the
 * client may try again.
 */
export class KeysUnavailableError extends TokenError {
  override readonly name = "KeysUnavailableError";

  constructor(cause: unknown) {
    super(
      "keys-unavailable",
      "The issuer's keys could not be fetched, so the token is neither accepted nor refused. Look at `cause`, and answer 503.",
      { cause },
    );
  }
}

/** A token made by an algorithm that none of the keys serves. */
export function foreignAlgorithm(): MalformedTokenError {
  return new MalformedTokenError("its algorithm is not the one this verifier accepts");
}

/** A token that names none of the keys. */
export function unknownKey(): TokenKeyError {
  return new TokenKeyError(
    "key-unknown",
    "The token is refused: it names none of the keys (kid), or too little to choose one.",
  );
}

/** A key that was configured and cannot serve; the sentence says why and what to give instead. */
export function unusableKey(sentence: string, options?: ErrorOptions): TokenKeyError {
  return new TokenKeyError("key-unusable", sentence, options);
}
