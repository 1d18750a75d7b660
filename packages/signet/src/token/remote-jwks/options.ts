import type { Duration } from "../../duration.ts";
import { invalidConfig } from "../../errors.ts";
import { durationOption, type Given, ownOptions } from "../../options.ts";
import {
  CLAIM_OPTIONS,
  type ClaimOptions,
  parseRules,
  type TokenRules,
} from "../claims/verifier-options.ts";
import { type AsymmetricAlgorithm, isAsymmetric } from "../crypto/algorithms.ts";

/** Whose tokens are verified, and how patiently their keys are asked for. */
export interface RemoteVerifierOptions extends ClaimOptions {
  /** Where the issuer publishes its JSON Web Key Set: https, or http on localhost. */
  readonly url: string | URL;
  /** What is accepted; a key that names its algorithm (`alg`) serves that alone. */
  readonly algorithm: AsymmetricAlgorithm | readonly AsymmetricAlgorithm[];
  /** How long the issuer may take to answer. Default `"5s"`. */
  readonly timeout?: Duration;
  /** How long after an answer no other is asked for because of a key that is not among them. Default `"30s"`. */
  readonly cooldown?: Duration;
  /** How long the keys are used before they are asked for again. Default `"10m"`. */
  readonly refreshAfter?: Duration;
}

/** The options, checked. Durations are milliseconds. */
export interface RemoteRules extends TokenRules {
  readonly url: URL;
  readonly algorithms: readonly AsymmetricAlgorithm[];
  readonly timeout: number;
  readonly cooldown: number;
  readonly refreshAfter: number;
}

const OPTIONS = ["url", "algorithm", "timeout", "cooldown", "refreshAfter", ...CLAIM_OPTIONS];

/** @throws {SignetError} `invalid-config`, naming the option. */
export function parseRemoteOptions(options: RemoteVerifierOptions): RemoteRules {
  const given = ownOptions(options, OPTIONS);
  return {
    ...parseRules(given),
    url: urlOption(given),
    algorithms: algorithmsOption(given),
    timeout: durationOption(given, "timeout") ?? 5_000,
    cooldown: durationOption(given, "cooldown") ?? 30_000,
    refreshAfter: durationOption(given, "refreshAfter") ?? 600_000,
  };
}

function urlOption({ url }: Given): URL {
  const parsed = typeof url === "string" || url instanceof URL ? URL.parse(String(url)) : null;
  const local = parsed !== null && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(parsed.hostname);
  if (parsed?.protocol !== "https:" && !(local && parsed.protocol === "http:")) {
    throw invalidConfig(
      "url must be the https address of a JSON Web Key Set (http on localhost alone).",
    );
  }
  return parsed;
}

function algorithmsOption({ algorithm }: Given): readonly AsymmetricAlgorithm[] {
  const algorithms: readonly unknown[] = Array.isArray(algorithm) ? algorithm : [algorithm];
  if (algorithms.length === 0 || !algorithms.every(isAsymmetric)) {
    throw invalidConfig(
      "algorithm must be one of those for key pairs, such as RS256, or a list of them.",
    );
  }
  return [...algorithms];
}
