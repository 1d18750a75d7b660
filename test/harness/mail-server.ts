import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail that the server took. */
export interface ReceivedMail {
  /** The recipients of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  /** The decoded text. */
  readonly text: string;
}

export interface MailServer {
  /** The address for mail clients. */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** Returns the last mail to an address. Throws without one. */
  lastTo(email: string): ReceivedMail;
  stop(): Promise<void>;
}

/** Starts an SMTP server without accounts and without TLS, which keeps the mails in memory. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const to = session.envelope.rcptTo.map(({ address }) => address);
      mails.push({ to, ...parse(Buffer.concat(chunks).toString()) });
      done();
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    lastTo(email) {
      const mail = mails.findLast(({ to }) => to.includes(email));
      if (mail === undefined) throw new Error(`No mail was sent to ${email}.`);
      return mail;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Parses a mail of one text part. */
function parse(raw: string): Pick<ReceivedMail, "subject" | "text"> {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, " ");
  const body = raw
    .slice(end + 4)
    .replaceAll("\r\n", "\n")
    .trimEnd();
  const isQuoted = /^content-transfer-encoding: quoted-printable$/im.test(head);
  const subject = /^subject: (.*)$/im.exec(head)?.[1] ?? "";
  return { subject: subject.trim(), text: isQuoted ? unquoted(body) : body };
}

/** Decodes quoted-printable (RFC 2045, section 6.7). */
function unquoted(text: string): string {
  const latin1 = text
    .replace(/=\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, "latin1").toString();
}
