import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import {
  carriedFailure,
  type ProviderFailure,
  providerRefused,
  providerUnavailable,
} from "./carried-failure.ts";

/** The errors of the authorization response that mean that the user said no. The last two are LinkedIn's and Apple's. */
const CANCELLED = ["access_denied", "user_cancelled_login", "user_cancelled_authorize"];

/** The errors that mean that the provider cannot answer now (RFC 6749, section 4.1.2.1). */
const UNAVAILABLE = ["temporarily_unavailable", "server_error"];

/**
 * Returns why a call of the provider failed. The code is never a text of the provider.
 *
 * @throws the error itself, if it did not come from a call of the provider.
 */
export function failureOf(error: unknown): ProviderFailure {
  const carried = carriedFailure(error);
  if (carried !== null) return carried;
  if (error instanceof AuthorizationResponseError) {
    if (CANCELLED.includes(error.error)) return { reason: "cancelled", code: null };
    if (UNAVAILABLE.includes(error.error)) return { reason: "provider-unavailable", code: null };
    return failed(error.error);
  }
  if (error instanceof ResponseBodyError) return failed(error.error);
  if (error instanceof WWWAuthenticateChallengeError) return failed(error.code);
  if (error instanceof ClientError) return failureOfClient(error);
  throw error;
}

/** openid-client wraps the errors of calls. */
function failureOfClient({ code, cause }: ClientError): ProviderFailure {
  if (code === "OAUTH_TIMEOUT") return { reason: "provider-unavailable", code: null };
  if (cause instanceof ClientError) return failureOfClient(cause);
  return carriedFailure(cause) ?? failed(code);
}

/**
 * Turns an error of discovery into an outage: a wrong status or a page of HTML is most often a proxy in
 * front of a provider that is down.
 *
 * @throws {Error} "provider-failed": for metadata of another issuer.
 */
export function toUnavailable(error: unknown): never {
  if (error instanceof ClientError && error.code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") {
    throw providerRefused("issuer-mismatch");
  }
  if (error instanceof ClientError || carriedFailure(error) !== null) {
    throw providerUnavailable("The metadata of the provider was not found.", { cause: error });
  }
  throw error;
}

/** Codes come from the network as well, so only plain ones are passed on. */
function failed(code: string | undefined): ProviderFailure {
  const isPlain = code !== undefined && /^[\w-]{1,64}$/.test(code);
  return { reason: "provider-failed", code: isPlain ? code : null };
}
