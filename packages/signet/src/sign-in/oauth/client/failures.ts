import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { ProviderUnavailable } from "./provider-fetch.ts";

/** Thrown when the answer of a provider does not prove anything. The code is safe to show. */
export class ProviderRefused extends Error {
  override readonly name = "ProviderRefused";
  readonly code: string;

  constructor(code: string) {
    super(`The answer of the provider was refused: ${code}.`);
    this.code = code;
  }
}

/** The errors of the authorization response that mean that the user said no. The last two are LinkedIn's and Apple's. */
const CANCELLED = ["access_denied", "user_cancelled_login", "user_cancelled_authorize"];

/** The errors that mean that the provider cannot answer now (RFC 6749, section 4.1.2.1). */
const UNAVAILABLE = ["temporarily_unavailable", "server_error"];

/** Why a call of the provider failed. */
export interface ProviderFailure {
  readonly reason: "cancelled" | "provider-failed" | "provider-unavailable";
  /** A code of OAuth, of openid-client or of this library; `null` without a plain one. */
  readonly code: string | null;
}

/**
 * Returns why a call of the provider failed. The code is never a text of the provider.
 *
 * @throws the error itself, if it did not come from a call of the provider.
 */
export function failureOf(error: unknown): ProviderFailure {
  if (isUnavailable(error)) return { reason: "provider-unavailable", code: null };
  if (error instanceof AuthorizationResponseError) {
    if (CANCELLED.includes(error.error)) return { reason: "cancelled", code: null };
    if (UNAVAILABLE.includes(error.error)) return { reason: "provider-unavailable", code: null };
    return failed(error.error);
  }
  if (error instanceof ResponseBodyError) return failed(error.error);
  if (error instanceof WWWAuthenticateChallengeError) return failed(error.code);
  if (error instanceof ClientError || error instanceof ProviderRefused) return failed(error.code);
  throw error;
}

/** Checks whether an error means that the provider did not answer. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof ProviderUnavailable) return true;
  if (!(error instanceof ClientError)) return false;
  return error.code === "OAUTH_TIMEOUT" || isUnavailable(error.cause);
}

/**
 * Turns an error of discovery into an outage: a wrong status or a page of HTML is most often a proxy in
 * front of a provider that is down.
 *
 * @throws {ProviderRefused} for metadata of another issuer.
 */
export function toUnavailable(error: unknown): never {
  if (error instanceof ClientError && error.code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") {
    throw new ProviderRefused("issuer-mismatch");
  }
  if (error instanceof ClientError || error instanceof ProviderUnavailable) {
    throw new ProviderUnavailable("The metadata of the provider was not found.", { cause: error });
  }
  throw error;
}

/** Codes come from the network as well, so only plain ones are passed on. */
function failed(code: string | undefined): ProviderFailure {
  const isPlain = code !== undefined && /^[\w-]{1,64}$/.test(code);
  return { reason: "provider-failed", code: isPlain ? code : null };
}
