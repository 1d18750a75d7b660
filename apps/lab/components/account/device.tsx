import type { Session } from "signet-auth/next";
import type { SessionData } from "@/lib/session-data";
import { fromNow } from "@/lib/words";
import { SignOutForm } from "../sign-in/sign-out-form";
import { Code } from "../ui/code";
import { Moment } from "../ui/moment";
import { SubmitButton } from "../ui/submit-button";

/** Name and value beside each other on phones, above each other where several fit in a row. */
const FACT = "grid grid-cols-[5rem_1fr] items-baseline sm:block";

/** One session of the user's, and the button that revokes it. */
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
                {label}, signed in {fromNow(session.createdAt, now)}
              </span>
            </SubmitButton>
          </form>
        )}
      </div>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 text-sm sm:grid-cols-[repeat(3,auto)_1fr] sm:gap-x-12">
        <Time term="Began" at={session.createdAt} now={now} />
        <Time term="Renewed" at={session.renewedAt} now={now} />
        <Time term="Ends" at={session.expiresAt} now={now} />
        <div className={FACT}>
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
    <div className={FACT}>
      <dt className="text-xs text-soft">{props.term}</dt>
      <dd className="[&_span]:block">
        <Moment at={props.at} now={props.now} />
      </dd>
    </div>
  );
}
