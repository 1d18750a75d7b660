/** Why a call of the provider failed. */
export interface ProviderFailure {
  readonly reason: "cancelled" | "provider-failed" | "provider-unavailable";
  /** A code of OAuth, of openid-client or of this library; `null` without a plain one. */
  readonly code: string | null;
}

/** An error that carries a failure through openid-client and jose. It never leaves this folder. */
interface FailureError extends Error {
  readonly providerFailure: ProviderFailure;
}

/** Creates the error for a provider that does not answer, or that answers that it cannot now. */
export function providerUnavailable(message: string, options?: ErrorOptions): FailureError {
  return failure({ reason: "provider-unavailable", code: null }, message, options);
}

/** Creates the error for an answer of a provider that does not prove anything. The code is safe to show. */
export function providerRefused(code: string): FailureError {
  return failure(
    { reason: "provider-failed", code },
    `The answer of the provider was refused: ${code}.`,
  );
}

/** Returns the failure that an error carries; `null` for any other error. */
export function carriedFailure(error: unknown): ProviderFailure | null {
  return isFailure(error) ? error.providerFailure : null;
}

function failure(
  providerFailure: ProviderFailure,
  message: string,
  options?: ErrorOptions,
): FailureError {
  return Object.assign(new Error(message, options), { providerFailure });
}

function isFailure(error: unknown): error is FailureError {
  return error instanceof Error && "providerFailure" in error;
}
