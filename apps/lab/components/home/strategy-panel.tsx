import Link from "next/link";
import type { Observation } from "@/lib/observe";
import { storeInUse } from "@/lib/session-store";
import { isStored, strategies } from "@/lib/strategies";
import { DemoAccounts } from "../sign-in/demo-accounts";
import { SignInForm } from "../sign-in/sign-in-form";
import { Notice } from "../ui/notice";
import { Panel, PanelPart } from "../ui/panel";
import { RescueFocus } from "../ui/rescue-focus";
import { Configuration, Dot } from "../ui/strategy-tag";
import { SignedIn } from "./signed-in";

/** One side: sign in, or see what being signed in is made of. */
export function StrategyPanel(props: { readonly observation: Observation; readonly now: number }) {
  const { observation, now } = props;
  const { strategy, answer } = observation;
  const { title, motto } = strategies[strategy];
  const heading = `${strategy}-side`;
  return (
    <Panel id={strategy} strategy={strategy} labelledBy={heading}>
      <RescueFocus to={strategy} when={answer.status} />
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
      {answer.status === "unavailable" && <Unavailable />}
      {answer.status === "signed-out" && <SignedOut observation={observation} />}
      {answer.status === "signed-in" && (
        <SignedIn observation={observation} session={answer.session} now={now} />
      )}
    </Panel>
  );
}

function SignedOut({ observation: { strategy, cookie } }: { readonly observation: Observation }) {
  const returnTo = `/#${strategy}`;
  return (
    <>
      <PanelPart>
        {cookie !== null && (
          <Notice>
            Your browser still holds {cookie.cookies.length === 1 ? "a cookie" : "cookies"} of{" "}
            {cookie.size} bytes for this side, and the server refuses it: the session is over, or
            the cookie was changed.
          </Notice>
        )}
        <SignInForm strategy={strategy} returnTo={returnTo} />
      </PanelPart>
      <PanelPart heading="Or with one press">
        <DemoAccounts strategy={strategy} returnTo={returnTo} />
        <p className="text-sm text-soft">
          Or{" "}
          <Link
            href={`/register?strategy=${strategy}`}
            className="text-ink underline underline-offset-4"
          >
            make an account of your own
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
        The session store does not answer, so nobody can tell whether you are signed in. If you
        were, you still are: the cookie stays.
      </Notice>
    </PanelPart>
  );
}
