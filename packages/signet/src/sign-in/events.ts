/** The stable names of events. Names are never removed, and new ones may come. */
export type SignInEventType =
  | "signed-up"
  | "signed-in"
  | "signed-out"
  | "failed"
  | "rate-limited"
  | "second-factor-asked"
  | "identity-linked"
  | "identity-unlinked"
  | "password-changed"
  | "password-reset-asked"
  | "password-reset"
  | "email-verified"
  | "email-changed"
  | "message-sent"
  | "passkey-added"
  | "passkey-removed"
  | "passkey-refused"
  | "passkey-reported"
  | "factor-added"
  | "factor-removed"
  | "recovery-codes-made"
  | "recovery-code-used"
  | "sessions-revoked"
  | "provider-signed-out"
  | "impersonated"
  | "user-removed";

/**
 * An event as a method reports it. It never holds a password, a code, a token or a hash. A member that a
 * method does not name is not known, or does not belong to the type of the event.
 */
export interface SignInEvent {
  readonly type: SignInEventType;
  /** Default: the user of the session. */
  readonly userId?: string | null;
  /** For `failed` and `passkey-refused`: the reason of the refusal, or a more precise one for the log. */
  readonly reason?: string;
  /** The authenticator concerned, such as a provider's issuer; never a secret. */
  readonly authenticator?: string;
}

/** An event as `onEvent` receives it. */
export interface AuthEvent extends SignInEvent {
  /** `null` if the user is unknown, or there is none. */
  readonly userId: string | null;
  readonly at: Date;
  /** The name of the method in the option `signIn`; `null` for events without one. */
  readonly method: string | null;
  /** Values of RFC 8176 for `signed-in`. */
  readonly amr: readonly string[];
  readonly sessionId: string | null;
  /** The user who acts, when a session is an impersonation; otherwise `null`. */
  readonly actor: string | null;
  readonly userAgent: string | null;
}
