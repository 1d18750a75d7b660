import "server-only";
import { DatabaseSync } from "node:sqlite";
import { cookies, headers } from "next/headers";
import type { Mail } from "signet-auth/sign-in/email";
import { createPrivateFile, inDataFolder } from "../server/data-folder";
import { mailboxIn } from "./mailbox-cookie";

/** A mail that the Lab would have sent. */
export interface KeptMail {
  readonly sentAt: number;
  readonly to: string;
  readonly kind: Mail["kind"];
  readonly url: string | null;
  readonly code: string | null;
  readonly expiresAt: number | null;
}

/** How many mails a browser's mailbox holds. */
const MOST_MAILS = 20;

/** How long a mail is kept; milliseconds. Its link and its code end earlier. */
const KEPT = 86_400_000;

const SCHEMA = `
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS mails (
  mailbox TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  mail    TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS mails_by_mailbox ON mails (mailbox, sent_at);
CREATE INDEX IF NOT EXISTS mails_by_time ON mails (sent_at);
`;

let opened: DatabaseSync | null = null;

function mailsDatabase(): DatabaseSync {
  if (opened === null) {
    const path = inDataFolder("mails.db");
    createPrivateFile(path);
    const database = new DatabaseSync(path, { timeout: 2_000 });
    database.exec(SCHEMA);
    opened = database;
  }
  return opened;
}

/**
 * Keeps a mail for the browser that caused it, in place of sending it. Another browser never sees it,
 * because a mail can sign somebody in. A client without the cookie of a mailbox gets no mail.
 */
export async function keepMail({ to, kind, url, code, expiresAt }: Mail): Promise<void> {
  const mailbox = await currentMailbox();
  if (mailbox === null) return;
  const sentAt = Date.now();
  const mail: KeptMail = { sentAt, to, kind, url, code, expiresAt: expiresAt?.getTime() ?? null };
  const database = mailsDatabase();
  database
    .prepare("INSERT INTO mails (mailbox, sent_at, mail) VALUES (?, ?, ?)")
    .run(mailbox, sentAt, JSON.stringify(mail));
  database
    .prepare(
      `DELETE FROM mails WHERE mailbox = ?1 AND rowid NOT IN
       (SELECT rowid FROM mails WHERE mailbox = ?1 ORDER BY rowid DESC LIMIT ?2)`,
    )
    .run(mailbox, MOST_MAILS);
  // A client can name any number of mailboxes, so the mails of all of them end.
  database.prepare("DELETE FROM mails WHERE sent_at < ?").run(sentAt - KEPT);
}

/** Returns the mails of this browser, newest first. */
export async function mailsHere(): Promise<KeptMail[]> {
  const mailbox = await currentMailbox();
  if (mailbox === null) return [];
  return mailsDatabase()
    .prepare("SELECT mail FROM mails WHERE mailbox = ? ORDER BY rowid DESC")
    .all(mailbox)
    .map(({ mail }) => JSON.parse(String(mail)));
}

async function currentMailbox(): Promise<string | null> {
  return mailboxIn(await headers(), await cookies());
}
