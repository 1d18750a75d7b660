import type { Duration } from "../../duration.ts";
import {
  clockOption,
  durationOption,
  type Given,
  ownOptions,
  textOption,
  textsOption,
} from "../../options.ts";
import {
  checkContentOptions,
  checkKeyOptions,
  KEY_OPTIONS,
  type SealerKeys,
  type SignerKeys,
} from "../keys/options.ts";
import type { SecretRing } from "../keys/ring.ts";

/** The options of a signer or a sealer for its tokens. */
export interface IssueOptions {
  /**
   * The lifetime of the token (`exp`). `"never"` issues tokens without expiry, unless the claims have
   * `exp`.
   */
  readonly expiresIn?: Duration | "never";
  /** The time from issuing until the token is valid (`nbf`). */
  readonly notBefore?: Duration;
  readonly issuer?: string;
  readonly audience?: string | readonly string[];
  readonly subject?: string;
  /** The id (`jti`) of every token. For a different id in each token, add `jti` to the claims. */
  readonly jwtid?: string;
  readonly nonce?: string;
  /** The token's type (`typ`), without `application/`. Default `"JWT"`. */
  readonly typ?: string;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The checked options. Durations are milliseconds. */
export interface IssueRules {
  readonly typ: string;
  /** The claims that the options give. */
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly expiresIn: number | "never" | null;
  readonly notBefore: number | null;
  readonly now: () => number;
}

const ISSUE_OPTIONS: readonly string[] = [
  "expiresIn",
  "notBefore",
  "issuer",
  "audience",
  "subject",
  "jwtid",
  "nonce",
  "typ",
  "now",
];

/**
 * The options of `createSigner`.
 *
 * @example
 * ```ts
 * import { createSigner, type SecretKeyRing, type SignerOptions } from "signet-auth/token";
 * declare const secret: string;
 *
 * const options: SignerOptions<SecretKeyRing> = { algorithm: "HS256", secret, expiresIn: "15m" };
 * const sign = createSigner(options);
 * ```
 */
export type SignerOptions<Ring extends SecretRing> = SignerKeys<Ring> & IssueOptions;
/** The options of `createSealer`. */
export type SealerOptions<Ring extends SecretRing> = SealerKeys<Ring> & IssueOptions;

/**
 * Checks the options of a signer.
 *
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
export function parseSignerOptions(options: SignerOptions<SecretRing>): IssueRules {
  const sources = ["secret", "privateKey", "keys"] as const;
  const given = ownOptions(options, [...KEY_OPTIONS, ...sources, "kid", ...ISSUE_OPTIONS]);
  checkKeyOptions(given, sources);
  return parseIssueRules(given);
}

/**
 * Checks the options of a sealer.
 *
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
export function parseSealerOptions(options: SealerOptions<SecretRing>): IssueRules {
  const given = ownOptions(options, ["secret", "keys", "purpose", "kid", ...ISSUE_OPTIONS]);
  checkContentOptions(given);
  return parseIssueRules(given);
}

function parseIssueRules(given: Given): IssueRules {
  // Only the check is needed here, because the key options keep `kid`.
  textOption(given, "kid");
  const audience = textsOption(given, "audience");
  const claims = {
    iss: textOption(given, "issuer"),
    aud: typeof given["audience"] === "string" ? given["audience"] : audience,
    sub: textOption(given, "subject"),
    jti: textOption(given, "jwtid"),
    nonce: textOption(given, "nonce"),
  };
  return {
    typ: textOption(given, "typ") ?? "JWT",
    fixed: Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null)),
    expiresIn: given["expiresIn"] === "never" ? "never" : durationOption(given, "expiresIn"),
    notBefore: durationOption(given, "notBefore"),
    now: clockOption(given),
  };
}
