import { mailHtml, mailText } from "./email-mail.ts";
import type { EmailConfig, EmailUserConfig, SendVerificationRequestParams } from "./email-types.ts";

/**
 * Creates the provider for a sign-in by a link in an e-mail. It needs an adapter. Without
 * `sendVerificationRequest` it sends the mail with nodemailer, which must be installed.
 *
 * @example
 * ```ts
 * import EmailProvider from "signet-auth/next-auth/providers/email";
 *
 * export const provider = EmailProvider({
 *   server: process.env["EMAIL_SERVER"] ?? "",
 *   from: "My site <hello@example.com>",
 * });
 * ```
 */
export function Email(options: EmailUserConfig): EmailConfig {
  return {
    id: "email",
    type: "email",
    name: "Email",
    server: { host: "localhost", port: 25, auth: { user: "", pass: "" } },
    from: "NextAuth <no-reply@example.com>",
    maxAge: 24 * 60 * 60,
    sendVerificationRequest: sendMail,
    options,
  };
}

async function sendMail(params: SendVerificationRequestParams): Promise<void> {
  const { identifier, url, provider, theme } = params;
  const { host } = new URL(url);
  const { createTransport } = await mailer();
  const transport = createTransport(provider.server);
  const sent: unknown = await transport.sendMail({
    // As an object, the address is one recipient, also with a comma in it.
    to: { name: "", address: identifier },
    from: provider.from,
    subject: `Sign in to ${host}`,
    text: mailText(url, host),
    html: mailHtml(url, host, theme),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { rejected, pending } = Object(sent);
  const failed = [rejected ?? [], pending ?? []].flat().filter(Boolean);
  if (failed.length > 0) throw new Error(`Email (${failed.join(", ")}) could not be sent`);
}

async function mailer() {
  try {
    return await import(/* turbopackOptional: true */ "nodemailer");
  } catch (cause) {
    throw new Error(
      "The e-mail provider sends mails with nodemailer, which is not installed. Run npm install nodemailer, or set sendVerificationRequest.",
      { cause },
    );
  }
}
