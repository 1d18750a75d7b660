import Link from "next/link";
import type { SessionInspection } from "@/lib/session/inspect-session";
import { storeInUse } from "@/lib/store/session-store";
import { isStored, strategies } from "@/lib/strategies";
import { DemoAccounts } from "../sign-in/demo-accounts";
import { RejectedCookie } from "../sign-in/rejected-cookie";
import { SignInForm } from "../sign-in/sign-in-form";
import { Notice } from "../ui/notice";
import { Panel, PanelPart } from "../ui/panel";
import { RestoreFocus } from "../ui/restore-focus";
import { Configuration, Dot } from "../ui/strategy-tag";
import { SignedInContent } from "./signed-in-content";

/** Shows one strategy: the sign-in form, or the session of the signed-in user. */
export function StrategyPanel(props: {
  readonly inspection: SessionInspection;
  readonly now: number;
}) {
  const { inspection, now } = props;
  const { strategy, reading } = inspection;
  const { title, motto } = strategies[strategy];
  const heading = `${strategy}-heading`;
  return (
    <Panel id={strategy} strategy={strategy} labelledBy={heading}>
      <RestoreFocus to={strategy} when={reading.status} />
      <header className="grid gap-1.5 px-5 py-5 @sm:px-6">
        <div className="flex items-center gap-3 text-xl font-semibold tracking-tight text-accent">
          <Dot />
          <h2 id={heading}>{title}</h2>
        </div>
        <p className="text-base @xs:text-lg">{motto}</p>
        <div className="flex flex-wrap items-center gap-x-2 text-xs text-soft">
          <Configuration strategy={strategy} />
          {isStored(strategy) && <span>on {storeInUse.title}</span>}
        </div>
      </header>
      {reading.status === "active" ? (
        <SignedInContent inspection={inspection} session={reading.session} now={now} />
      ) : reading.status === "unavailable" ? (
        <Unavailable />
      ) : (
        <SignedOut inspection={inspection} now={now} />
      )}
    </Panel>
  );
}

function SignedOut(props: { readonly inspection: SessionInspection; readonly now: number }) {
  const { inspection, now } = props;
  const { strategy } = inspection;
  const returnTo = `/#${strategy}`;
  return (
    <>
      <PanelPart>
        <RejectedCookie inspection={inspection} now={now} />
        <SignInForm strategy={strategy} returnTo={returnTo} />
      </PanelPart>
      <PanelPart heading="Or use a demo account">
        <DemoAccounts strategy={strategy} returnTo={returnTo} />
        <p className="text-sm text-soft">
          Or{" "}
          <Link
            href={`/register?strategy=${strategy}`}
            className="text-ink underline underline-offset-4"
          >
            create your own account
          </Link>
          .
        </p>
      </PanelPart>
    </>
  );
}

function Unavailable() {
  return (
    <PanelPart>
      <Notice tone="alarm">
        The session store does not answer, so the server cannot check your session. Your browser
        keeps its cookie. If you were signed in, you will be signed in again when the store answers.
      </Notice>
    </PanelPart>
  );
}
