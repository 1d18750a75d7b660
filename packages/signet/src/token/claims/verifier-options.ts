import type { Duration } from "../../duration.ts";
import { invalidConfig } from "../../errors.ts";
import {
  clockOption,
  countOption,
  durationOption,
  type Given,
  ownOptions,
  textOption,
  textsOption,
} from "../../options.ts";
import { LONGEST_TOKEN } from "../format/compact.ts";
import {
  checkContentOptions,
  checkKeyOptions,
  KEY_OPTIONS,
  type OpenerKeys,
  type VerifierKeys,
} from "../keys/options.ts";
import type { SecretRing } from "../keys/ring.ts";
import type { ClaimRules } from "./claims.ts";
import { checkSchema } from "./schema.ts";

/** The claim options of a verifier or an opener. A claim with a configured check is required. */
export interface ClaimOptions {
  /** The accepted issuers (`iss`): one name, or a list. */
  readonly issuer?: string | readonly string[];
  /** The accepted audiences (`aud`). The token must name at least one of them. */
  readonly audience?: string | readonly string[];
  readonly subject?: string;
  /** The expected id of the token (`jti`). */
  readonly jwtid?: string;
  readonly nonce?: string;
  /** The maximum age of a token since `iat`. It applies in addition to `exp`. */
  readonly maxAge?: Duration;
  /** The allowed difference between the clocks of issuer and verifier; at most ten minutes. Default 0. */
  readonly clockTolerance?: Duration;
  /**
   * The expected type (`typ`), without `application/`. Default `"JWT"`. `false` accepts any type or
   * none.
   */
  readonly typ?: string | false;
  /** Additional required claims. */
  readonly requiredClaims?: readonly string[];
  /** Whether `exp` is required. Default `true`. `false` also accepts tokens that never expire. */
  readonly requireExpiration?: boolean;
  /** The maximum length of a token; characters. Default 16,384. */
  readonly maxLength?: number;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The checked options. */
export interface TokenRules extends ClaimRules {
  /** `null` accepts any type or none. */
  readonly typ: string | null;
  readonly maxLength: number;
  readonly now: () => number;
}

/** The names of {@link ClaimOptions} and `schema`. */
export const CLAIM_OPTIONS: readonly string[] = [
  "issuer",
  "audience",
  "subject",
  "jwtid",
  "nonce",
  "maxAge",
  "clockTolerance",
  "typ",
  "requiredClaims",
  "requireExpiration",
  "maxLength",
  "now",
  "schema",
];

/**
 * The options of `createVerifier`.
 *
 * @example
 * ```ts
 * import { createVerifier, type SecretKeyRing, type VerifierOptions } from "signet-auth/token";
 * declare const publicKey: string;
 *
 * const options: VerifierOptions<SecretKeyRing> = { algorithm: "EdDSA", publicKey };
 * const verify = createVerifier(options);
 * ```
 */
export type VerifierOptions<Ring extends SecretRing> = VerifierKeys<Ring> &
  ClaimOptions & {
    /**
     * The number of verified tokens to cache. For a cached token only the times are checked again, and
     * the returned claims are frozen. With key pairs the cache saves nearly all of the time.
     */
    readonly cacheSize?: number;
  };

/** The options of `createOpener`. */
export type OpenerOptions<Ring extends SecretRing> = OpenerKeys<Ring> & ClaimOptions;

/**
 * Checks the options of a verifier.
 *
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
export function parseVerifierOptions(options: VerifierOptions<SecretRing>): TokenRules & {
  readonly cacheSize: number | null;
} {
  const sources = ["secret", "publicKey", "jwks", "keys"] as const;
  const given = ownOptions(options, [...KEY_OPTIONS, ...sources, ...CLAIM_OPTIONS, "cacheSize"]);
  checkKeyOptions(given, sources);
  return { ...parseRules(given), cacheSize: countOption(given, "cacheSize") };
}

/**
 * Checks the options of an opener.
 *
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
export function parseOpenerOptions(options: OpenerOptions<SecretRing>): TokenRules {
  const given = ownOptions(options, ["encryption", "secret", "keys", "purpose", ...CLAIM_OPTIONS]);
  checkContentOptions(given);
  return parseRules(given);
}

/**
 * Checks the claim options.
 *
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
export function parseRules(given: Given): TokenRules {
  checkSchema(given);
  const { requireExpiration = true } = given;
  if (typeof requireExpiration !== "boolean") {
    throw invalidConfig("requireExpiration must be true or false. Leave it out for true.");
  }
  const required = textsOption(given, "requiredClaims") ?? [];
  return {
    issuer: textsOption(given, "issuer"),
    audience: textsOption(given, "audience"),
    subject: textOption(given, "subject"),
    jwtid: textOption(given, "jwtid"),
    nonce: textOption(given, "nonce"),
    maxAge: durationOption(given, "maxAge"),
    clockTolerance: toleranceOption(given),
    required: requireExpiration ? ["exp", ...required] : required,
    typ: given["typ"] === false ? null : (textOption(given, "typ") ?? "JWT"),
    maxLength: countOption(given, "maxLength") ?? LONGEST_TOKEN,
    now: clockOption(given),
  };
}

/**
 * The maximum of `clockTolerance`; milliseconds. A larger one would keep tokens valid long after
 * `exp`.
 */
const MOST_TOLERANCE = 600_000;

function toleranceOption(given: Given): number {
  const tolerance = durationOption(given, "clockTolerance", 0) ?? 0;
  if (tolerance > MOST_TOLERANCE) {
    throw invalidConfig(
      "clockTolerance must be at most ten minutes. Synchronize the clocks instead, for example by NTP.",
    );
  }
  return tolerance;
}
