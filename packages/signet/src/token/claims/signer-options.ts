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

/** What a signer or a sealer writes into each of its tokens. */
export interface IssueOptions {
  /** How long the token lives (`exp`). `"never"` makes one without an end, unless its claims bring one. */
  readonly expiresIn?: Duration | "never";
  /** How long after it was issued the token becomes valid (`nbf`). */
  readonly notBefore?: Duration;
  readonly issuer?: string;
  readonly audience?: string | readonly string[];
  readonly subject?: string;
  /** The token's id (`jti`). For one of its own for each token, put `jti` among the claims. */
  readonly jwtid?: string;
  readonly nonce?: string;
  /** The token's type (`typ`), without `application/`. Default `"JWT"`. */
  readonly typ?: string;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The options, checked. Durations are milliseconds. */
export interface IssueRules {
  readonly typ: string;
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

export type SignerOptions<Ring extends SecretRing> = SignerKeys<Ring> & IssueOptions;
export type SealerOptions<Ring extends SecretRing> = SealerKeys<Ring> & IssueOptions;

/** @throws {SignetError} `invalid-config`, naming the option. */
export function parseSignerOptions(options: SignerOptions<SecretRing>): IssueRules {
  const sources = ["secret", "privateKey", "keys"] as const;
  const given = ownOptions(options, [...KEY_OPTIONS, ...sources, "kid", ...ISSUE_OPTIONS]);
  checkKeyOptions(given, sources);
  return parseIssueRules(given);
}

/** @throws {SignetError} `invalid-config`, naming the option. */
export function parseSealerOptions(options: SealerOptions<SecretRing>): IssueRules {
  const given = ownOptions(options, ["secret", "keys", "purpose", "kid", ...ISSUE_OPTIONS]);
  checkContentOptions(given);
  return parseIssueRules(given);
}

function parseIssueRules(given: Given): IssueRules {
  // The key's plan takes it as it is.
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
