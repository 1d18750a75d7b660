/** A mail that a method asks the application to send. The application writes its text. */
export interface Mail {
  /** The address; in the form that `parseEmail` returns. */
  readonly to: string;
  readonly kind:
    | "sign-in"
    | "verify"
    | "reset"
    | "password-changed"
    | "sign-up-attempt"
    | "email-changed"
    | "recovery-code-used"
    | "recovery-codes-made"
    | "passkey-added"
    | "passkey-removed"
    | "factor-added"
    | "factor-removed"
    | "identity-linked"
    | "identity-unlinked";
  /** The link; `null` for a mail without one. */
  readonly url: string | null;
  /** The code to type; `null` for a mail without one. */
  readonly code: string | null;
  /** When link and code end; `null` for a mail without them. */
  readonly expiresAt: Date | null;
  /** The name of the application. */
  readonly appName: string;
}

/** Sends a mail. A rejection means that the mail was not sent. */
export type SendMail = (mail: Mail) => Promise<void>;
