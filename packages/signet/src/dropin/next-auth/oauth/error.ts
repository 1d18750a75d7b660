/**
 * A callback that failed, with the name that next-auth 4 logs. It has no `cause`, because the errors of
 * openid-client hold responses with tokens.
 */
export class OAuthCallbackError extends Error {
  override readonly name: string = "OAuthCallbackError";
  readonly code: string | undefined;

  constructor(error: unknown) {
    super(describeError(error));
    const { code } = Object(error);
    this.code = typeof code === "string" ? code : undefined;
  }
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
