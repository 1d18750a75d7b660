export interface Mail {
  readonly to: string;
  readonly kind:
    | "sign-in"
    | "verify"
    | "reset"
    | "password-changed"
    | "sign-up-attempt"
    | "email-changed"
    | "recovery-code-used";
  readonly url: string | null;
  readonly code: string | null;
  readonly expiresAt: Date | null;
  readonly appName: string;
}

export type SendMail = (mail: Mail) => Promise<void>;
