import type { Mail, SendMail } from "../contract/mail.ts";
import type { OperationContext } from "../contract/operation.ts";

/** A mail of this method. */
export interface PasswordMail {
  readonly to: string;
  readonly kind: Extract<Mail["kind"], "verify" | "sign-up-attempt" | "reset" | "password-changed">;
  readonly url?: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt?: number | undefined;
}

/** Sends the mails of this method. */
export interface Mailer {
  /** Sends a mail. Returns whether `send` took it. Never rejects. */
  send(context: OperationContext, mail: PasswordMail, userId: string | null): Promise<boolean>;
  /** Sends a mail without waiting, so that the time of the response reveals nothing. */
  sendLater(context: OperationContext, mail: PasswordMail, userId: string | null): void;
}

export function createMailer(sendMail: SendMail, appName: string): Mailer {
  const send: Mailer["send"] = async (context, { to, kind, url, expiresAt }, userId) => {
    try {
      await sendMail({
        to,
        kind,
        url: url ?? null,
        code: null,
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
        appName,
      });
    } catch {
      context.emit({ type: "failed", userId, reason: "message-not-sent" });
      return false;
    }
    context.emit({ type: "message-sent", userId, reason: kind });
    return true;
  };
  return { send, sendLater: (...mail) => void send(...mail) };
}
