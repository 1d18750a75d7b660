import type { OperationContext } from "../contract.ts";
import type { Mail, SendMail } from "../shared/mail.ts";

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
  /** Sends a mail and waits until `send` accepted it. Rejects as `send` does. */
  send(context: OperationContext, mail: PasswordMail, userId: string | null): Promise<void>;
  /** Sends a mail without waiting, so that the time of the response reveals nothing. Never throws. */
  sendLater(context: OperationContext, mail: PasswordMail, userId: string | null): void;
}

export function createMailer(sendMail: SendMail, appName: string): Mailer {
  const send: Mailer["send"] = async (context, { to, kind, url, expiresAt }, userId) => {
    await sendMail({
      to,
      kind,
      url: url ?? null,
      code: null,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      appName,
    });
    context.emit({ type: "message-sent", userId, reason: kind });
  };
  return {
    send,
    sendLater(context, mail, userId) {
      send(context, mail, userId).catch(() =>
        context.emit({ type: "failed", userId, reason: "message-not-sent" }),
      );
    },
  };
}
