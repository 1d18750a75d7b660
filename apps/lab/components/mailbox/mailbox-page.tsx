import { mailTexts } from "@/lib/accounts/mail-text";
import type { KeptMail } from "@/lib/accounts/mailbox";
import { buttonClass, LinkButton } from "../ui/button";
import { Code } from "../ui/code";
import { DateTime } from "../ui/date-time";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";

/** Shows the mails that the Lab would have sent for requests of this browser. */
export function MailboxPage(props: { readonly mails: readonly KeptMail[]; readonly now: number }) {
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title="Mailbox">
        The Lab sends no mail. Here are the mails that this browser caused, for every address. No
        other browser can see them.
      </PageHeading>
      <Panel>
        {props.mails.length === 0 ? (
          <PanelPart>
            <p className="text-sm text-soft">
              No mail yet. Ask for a sign-in link, create an account with a password, or ask for a
              new password.
            </p>
          </PanelPart>
        ) : (
          <ul>
            {props.mails.map((mail) => (
              <li key={`${mail.sentAt} ${mail.to} ${mail.kind}`}>
                <KeptMailPart mail={mail} now={props.now} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <div className="flex flex-wrap gap-2 pt-6">
        <LinkButton href="/mailbox">Look again</LinkButton>
        <LinkButton href="/">All strategies</LinkButton>
      </div>
    </div>
  );
}

function KeptMailPart({ mail, now }: { readonly mail: KeptMail; readonly now: number }) {
  const { subject, text } = mailTexts[mail.kind];
  return (
    <PanelPart heading={subject} level={2}>
      <p className="text-sm text-soft">
        To <Code>{mail.to}</Code>, <DateTime at={new Date(mail.sentAt)} now={now} />
      </p>
      <p className="text-sm">{text}</p>
      {mail.code !== null && (
        <p className="text-sm">
          Code: <span className="font-mono text-lg font-semibold tracking-widest">{mail.code}</span>
        </p>
      )}
      {mail.url !== null && (
        <p>
          {/* A plain link, because the address is no page of the Lab that Next could fetch in advance. */}
          <a href={mail.url} className={buttonClass("secondary")}>
            Open the link
          </a>
        </p>
      )}
    </PanelPart>
  );
}
