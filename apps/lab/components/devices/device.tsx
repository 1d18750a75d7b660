import type { Session } from "signet-auth/next";
import { formatRelativeTime } from "@/lib/format";
import type { SessionData } from "@/lib/session/session-data";
import { SignOutForm } from "../sign-in/sign-out-form";
import { Code } from "../ui/code";
import { DateTime } from "../ui/date-time";
import { SubmitButton } from "../ui/submit-button";

/** On a phone: term and value on one line. On a wider screen: the value below the term. */
const FACT_CLASS = "grid grid-cols-[5rem_1fr] items-baseline sm:block";

/** Shows one session of the user and a button that revokes it. */
export function Device(props: {
  readonly strategy: "database" | "hybrid";
  readonly session: Session<SessionData>;
  readonly isThisOne: boolean;
  readonly now: number;
  readonly revoke: (form: FormData) => Promise<void>;
}) {
  const { strategy, session, isThisOne, now } = props;
  const label = session.device?.label ?? "Unknown device";
  return (
    <li className="grid gap-3 border-t border-line px-5 py-5 first:border-t-0 sm:px-6">
      <div className="flex items-start justify-between gap-3">
        <h2 className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 pt-2 text-lg font-semibold wrap-anywhere">
          {label}
          {isThisOne && (
            <span className="rounded-full bg-tint px-3 py-0.5 text-xs text-accent">
              This device
            </span>
          )}
        </h2>
        {isThisOne ? (
          <div className="shrink-0">
            <SignOutForm strategy={strategy} />
          </div>
        ) : (
          <form action={props.revoke} className="shrink-0">
            <input type="hidden" name="id" value={session.id} />
            <SubmitButton kind="danger" pending="Revoking…">
              Revoke{" "}
              <span className="sr-only">
                {label}, signed in {formatRelativeTime(session.createdAt, now)}
              </span>
            </SubmitButton>
          </form>
        )}
      </div>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 text-sm sm:grid-cols-[repeat(3,auto)_1fr] sm:gap-x-12">
        <Time term="Started" at={session.createdAt} now={now} />
        <Time term="Renewed" at={session.renewedAt} now={now} />
        <Time term="Ends" at={session.expiresAt} now={now} />
        <div className={FACT_CLASS}>
          <dt className="text-xs text-soft">Session</dt>
          <dd>
            <Code>{session.id}</Code>
          </dd>
        </div>
      </dl>
    </li>
  );
}

function Time(props: { readonly term: string; readonly at: Date; readonly now: number }) {
  return (
    <div className={FACT_CLASS}>
      <dt className="text-xs text-soft">{props.term}</dt>
      <dd className="[&_span]:block">
        <DateTime at={props.at} now={props.now} />
      </dd>
    </div>
  );
}
