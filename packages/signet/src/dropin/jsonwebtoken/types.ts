import type { Algorithm as Signing } from "../../token/crypto/algorithms.ts";
import type { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.ts";
import type { PublicKey } from "./keys.ts";

/** The algorithms of jsonwebtoken 9, and EdDSA. */
export type Algorithm = Signing | "none";

type Unit =
  | ("Years" | "Year" | "Yrs" | "Yr" | "Y" | "Weeks" | "Week" | "W" | "Days" | "Day" | "D")
  | ("Hours" | "Hour" | "Hrs" | "Hr" | "H" | "Minutes" | "Minute" | "Mins" | "Min" | "M")
  | ("Seconds" | "Second" | "Secs" | "Sec" | "S")
  | ("Milliseconds" | "Millisecond" | "Msecs" | "Msec" | "Ms");
type AnyCase = Unit | Uppercase<Unit> | Lowercase<Unit>;

/**
 * Text such as `"1h"` or `"2 days"`. **A text without a unit means milliseconds**: `"120"` is 0.12
 * seconds.
 */
export type StringValue = `${number}` | `${number}${AnyCase}` | `${number} ${AnyCase}`;

export interface JwtHeader {
  alg: string;
  typ?: string | undefined;
  cty?: string | undefined;
  crit?: string[] | undefined;
  kid?: string | undefined;
  jku?: string | undefined;
  x5u?: string | string[] | undefined;
  "x5t#S256"?: string | undefined;
  x5t?: string | undefined;
  x5c?: string | string[] | undefined;
}

export interface JwtPayload {
  [claim: string]: unknown;
  iss?: string | undefined;
  sub?: string | undefined;
  aud?: string | string[] | undefined;
  exp?: number | undefined;
  nbf?: number | undefined;
  iat?: number | undefined;
  jti?: string | undefined;
}

/** The result with `complete: true`. */
export interface Jwt<Payload = JwtPayload | string> {
  header: JwtHeader;
  payload: Payload;
  signature: string;
}

/** The types do not allow `undefined`, because `sign` throws for an option that is `undefined`. */
export interface SignOptions {
  /** The default is `"HS256"`. */
  algorithm?: Algorithm;
  keyid?: string;
  /** Seconds as a number, or text with a unit. */
  expiresIn?: StringValue | number;
  /** Seconds as a number, or text with a unit. */
  notBefore?: StringValue | number;
  audience?: string | string[];
  subject?: string;
  issuer?: string;
  jwtid?: string;
  /** Adds the claims to the given payload instead of a copy. */
  mutatePayload?: boolean;
  noTimestamp?: boolean;
  header?: Partial<JwtHeader> & { [member: string]: unknown };
  encoding?: string;
  /** Allows RSA keys of less than 2048 bits. */
  allowInsecureKeySizes?: boolean;
  allowInvalidAsymmetricKeyTypes?: boolean;
}

export interface VerifyOptions {
  /**
   * The accepted algorithms. Set this option always: the default follows from the type of the key.
   */
  algorithms?: readonly Algorithm[] | undefined;
  audience?: string | RegExp | readonly (string | RegExp)[] | undefined;
  /** The current time in seconds since the epoch. The default is the time of the system clock. */
  clockTimestamp?: number | undefined;
  /** The tolerated difference of clocks for `exp`, `nbf` and `maxAge`, in seconds. */
  clockTolerance?: number | undefined;
  complete?: boolean | undefined;
  issuer?: string | readonly string[] | undefined;
  ignoreExpiration?: boolean | undefined;
  ignoreNotBefore?: boolean | undefined;
  jwtid?: string | undefined;
  nonce?: string | undefined;
  subject?: string | undefined;
  /** Seconds as a number, or text with a unit. */
  maxAge?: string | number | undefined;
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
}

export interface DecodeOptions {
  complete?: boolean | undefined;
  json?: boolean | undefined;
}

export type VerifyErrors = JsonWebTokenError | NotBeforeError | TokenExpiredError;

export type VerifyCallback<Result = Jwt | JwtPayload | string> = (
  error: VerifyErrors | null,
  decoded?: Result,
) => void;

export type SignCallback = (error: Error | null, encoded?: string) => void;

export type SigningKeyCallback = (error: Error | null, signingKey?: PublicKey) => void;

/** Finds the key for a token by its header. The header is not verified yet. */
export type GetPublicKeyOrSecret = (header: JwtHeader, callback: SigningKeyCallback) => void;
