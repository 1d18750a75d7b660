/**
 * Creates the error of a callback that failed, with the name that next-auth 4 logs. It has no `cause`,
 * because the errors of openid-client hold responses with tokens.
 */
export function callbackError(error: unknown): Error {
  const { code } = Object(error);
  const failed = new Error(describeError(error));
  return Object.assign(failed, { name: "OAuthCallbackError", ...(code && { code }) });
}

/** Returns the message of an error of openid-client, with the reason and the provider's own message. */
export function describeError(error: unknown): string {
  const { message, cause, error: refusal, error_description } = Object(error);
  if (typeof refusal === "string") {
    return typeof error_description === "string" ? `${refusal} (${error_description})` : refusal;
  }
  const text = typeof message === "string" ? message : String(error);
  return cause instanceof Error ? `${text}: ${cause.message}` : text;
}
