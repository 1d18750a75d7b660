import type { Metadata } from "next";
import { MailboxPage } from "@/components/mailbox/mailbox-page";
import { mailsHere } from "@/lib/accounts/mailbox";

export const metadata: Metadata = { title: "Mailbox" };

export default async function Page() {
  return <MailboxPage mails={await mailsHere()} now={Date.now()} />;
}
