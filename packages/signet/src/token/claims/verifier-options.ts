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

/** What a verifier or an opener asks of a token's claims. Configuring a check makes its claim required. */
export interface ClaimOptions {
  /** Who must have issued the token (`iss`): one name, or several of which one must fit. */
  readonly issuer?: string | readonly string[];
  /** Whom the token must be for (`aud`): one of these must be among those it names. */
  readonly audience?: string | readonly string[];
  readonly subject?: string;
  /** The token's id (`jti`). */
  readonly jwtid?: string;
  readonly nonce?: string;
  /** How old a token may be, counted from `iat`, however long it says it lives. */
  readonly maxAge?: Duration;
  /** By how much the clocks of issuer and verifier may differ; at most ten minutes. Default 0. */
  readonly clockTolerance?: Duration;
  /** The token's type (`typ`), without `application/`. Default `"JWT"`; `false` takes any or none. */
  readonly typ?: string | false;
  /** Claims that must be there, besides those of the checks above. */
  readonly requiredClaims?: readonly string[];
  /** `false` accepts tokens that never expire. Default `true`: `exp` must be there. */
  readonly requireExpiration?: boolean;
  /** The longest token that is looked at; characters. Default {@link LONGEST_TOKEN}. */
  readonly maxLength?: number;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The options, checked. */
export interface TokenRules extends ClaimRules {
  /** `null` takes any type or none. */
  readonly typ: string | null;
  readonly maxLength: number;
  readonly now: () => number;
}

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

/** What a verifier may be given. */
export type VerifierOptions<Ring extends SecretRing> = VerifierKeys<Ring> &
  ClaimOptions & {
    /**
     * Remembers so many tokens that were proven, and judges only their times when they come again. What
     * it returns is frozen then. For tokens of key pairs it saves nearly all of the time.
     */
    readonly cacheSize?: number;
  };

/** What an opener may be given. */
export type OpenerOptions<Ring extends SecretRing> = OpenerKeys<Ring> & ClaimOptions;

/** @throws {SignetError} `invalid-config`, naming the option. */
export function parseVerifierOptions(options: VerifierOptions<SecretRing>): TokenRules & {
  readonly cacheSize: number | null;
} {
  const sources = ["secret", "publicKey", "jwks", "keys"] as const;
  const given = ownOptions(options, [...KEY_OPTIONS, ...sources, ...CLAIM_OPTIONS, "cacheSize"]);
  checkKeyOptions(given, sources);
  return { ...parseRules(given), cacheSize: countOption(given, "cacheSize") };
}

/** @throws {SignetError} `invalid-config`, naming the option. */
export function parseOpenerOptions(options: OpenerOptions<SecretRing>): TokenRules {
  const given = ownOptions(options, ["encryption", "secret", "keys", "purpose", ...CLAIM_OPTIONS]);
  checkContentOptions(given);
  return parseRules(given);
}

/** @throws {SignetError} `invalid-config`, naming the option. */
export function parseRules(given: Given): TokenRules {
  checkSchema(given);
  const { requireExpiration = true } = given;
  if (typeof requireExpiration !== "boolean") {
    throw invalidConfig("requireExpiration must be true or false.");
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

/** Beyond it, no clock is wrong by mistake, and a token would outlive its end. Milliseconds. */
const MOST_TOLERANCE = 600_000;

function toleranceOption(given: Given): number {
  const tolerance = durationOption(given, "clockTolerance", 0) ?? 0;
  if (tolerance > MOST_TOLERANCE) {
    throw invalidConfig(
      "clockTolerance must be at most ten minutes: clocks do not differ by more.",
    );
  }
  return tolerance;
}
