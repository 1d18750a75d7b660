import type { Algorithm as Signing } from "../../token/crypto/algorithms.ts";
import type { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.ts";
import type { PublicKey } from "./keys.ts";

/** Those of jsonwebtoken 9, and EdDSA. */
export type Algorithm = Signing | "none";

type Unit =
  | ("Years" | "Year" | "Yrs" | "Yr" | "Y" | "Weeks" | "Week" | "W" | "Days" | "Day" | "D")
  | ("Hours" | "Hour" | "Hrs" | "Hr" | "H" | "Minutes" | "Minute" | "Mins" | "Min" | "M")
  | ("Seconds" | "Second" | "Secs" | "Sec" | "S")
  | ("Milliseconds" | "Millisecond" | "Msecs" | "Msec" | "Ms");
type AnyCase = Unit | Uppercase<Unit> | Lowercase<Unit>;

/** Text such as `"1h"` or `"2 days"`. **A number without unit is milliseconds**: `"120"` is over at once. */
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

/** What `complete: true` asks for. */
export interface Jwt<Payload = JwtPayload | string> {
  header: JwtHeader;
  payload: Payload;
  signature: string;
}

/** An option that is given as `undefined` is refused, so that the types do not offer it. */
export interface SignOptions {
  /** `"HS256"` unless said otherwise. */
  algorithm?: Algorithm;
  keyid?: string;
  /** Seconds as a number, or text with its unit. */
  expiresIn?: StringValue | number;
  /** Seconds as a number, or text with its unit. */
  notBefore?: StringValue | number;
  audience?: string | string[];
  subject?: string;
  issuer?: string;
  jwtid?: string;
  /** Writes the claims into the given payload rather than into a copy. */
  mutatePayload?: boolean;
  noTimestamp?: boolean;
  header?: Partial<JwtHeader> & { [member: string]: unknown };
  encoding?: string;
  /** Lets RSA keys of less than 2048 bits sign. */
  allowInsecureKeySizes?: boolean;
  allowInvalidAsymmetricKeyTypes?: boolean;
}

export interface VerifyOptions {
  /** Always say which: what stands here is all that is accepted. */
  algorithms?: readonly Algorithm[] | undefined;
  audience?: string | RegExp | readonly (string | RegExp)[] | undefined;
  /** The time in seconds, instead of that of the clock. */
  clockTimestamp?: number | undefined;
  /** Seconds. */
  clockTolerance?: number | undefined;
  complete?: boolean | undefined;
  issuer?: string | readonly string[] | undefined;
  ignoreExpiration?: boolean | undefined;
  ignoreNotBefore?: boolean | undefined;
  jwtid?: string | undefined;
  nonce?: string | undefined;
  subject?: string | undefined;
  /** Seconds as a number, or text with its unit. */
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

/** Looks a key up by a token's header, which nobody has verified yet. */
export type GetPublicKeyOrSecret = (header: JwtHeader, callback: SigningKeyCallback) => void;
