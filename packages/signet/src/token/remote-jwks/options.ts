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

/** The options of {@link createRemoteVerifier}. */
export interface RemoteVerifierOptions extends ClaimOptions {
  /** The URL of the JSON Web Key Set of the issuer: https, or http on localhost. */
  readonly url: string | URL;
  /** The accepted algorithms. A key with `alg` is used only for that algorithm. */
  readonly algorithm: AsymmetricAlgorithm | readonly AsymmetricAlgorithm[];
  /** The timeout of a request for the keys. Default `"5s"`. */
  readonly timeout?: Duration;
  /** The time after a response during which an unknown `kid` causes no new request. Default `"30s"`. */
  readonly cooldown?: Duration;
  /** The time after which the keys are fetched again. Default `"10m"`. */
  readonly refreshAfter?: Duration;
}

/** The checked options. Durations are milliseconds. */
export interface RemoteRules extends TokenRules {
  readonly url: URL;
  readonly algorithms: readonly AsymmetricAlgorithm[];
  readonly timeout: number;
  readonly cooldown: number;
  readonly refreshAfter: number;
}

const OPTIONS = ["url", "algorithm", "timeout", "cooldown", "refreshAfter", ...CLAIM_OPTIONS];

/**
 * Checks the options of a remote verifier.
 *
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
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
      "url must be the https address of a JSON Web Key Set. http is allowed only on localhost.",
    );
  }
  return parsed;
}

function algorithmsOption({ algorithm }: Given): readonly AsymmetricAlgorithm[] {
  const algorithms: readonly unknown[] = Array.isArray(algorithm) ? algorithm : [algorithm];
  if (algorithms.length === 0 || !algorithms.every(isAsymmetric)) {
    throw invalidConfig(
      "algorithm must be an asymmetric algorithm, or a list of them. Give for example RS256.",
    );
  }
  return [...algorithms];
}
