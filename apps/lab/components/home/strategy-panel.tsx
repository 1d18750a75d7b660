import Link from "next/link";
import type { Observation } from "@/lib/observe";
import { storeInUse } from "@/lib/session-store";
import { isStored, strategies } from "@/lib/strategies";
import { DemoAccounts } from "../sign-in/demo-accounts";
import { RefusedCookie } from "../sign-in/refused-cookie";
import { SignInForm } from "../sign-in/sign-in-form";
import { Notice } from "../ui/notice";
import { Panel, PanelPart } from "../ui/panel";
import { RescueFocus } from "../ui/rescue-focus";
import { Configuration, Dot } from "../ui/strategy-tag";
import { SignedIn } from "./signed-in";

/** One side: sign in, or see what being signed in is made of. */
export function StrategyPanel(props: { readonly observation: Observation; readonly now: number }) {
  const { observation, now } = props;
  const { strategy, reading } = observation;
  const { title, motto } = strategies[strategy];
  const heading = `${strategy}-side`;
  return (
    <Panel id={strategy} strategy={strategy} labelledBy={heading}>
      <RescueFocus to={strategy} when={reading.status} />
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
        <SignedIn observation={observation} session={reading.session} now={now} />
      ) : reading.status === "unavailable" ? (
        <Unavailable />
      ) : (
        <SignedOut observation={observation} now={now} />
      )}
    </Panel>
  );
}

function SignedOut(props: { readonly observation: Observation; readonly now: number }) {
  const { observation, now } = props;
  const { strategy } = observation;
  const returnTo = `/#${strategy}`;
  return (
    <>
      <PanelPart>
        <RefusedCookie observation={observation} now={now} />
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
        The session store does not answer, so nobody can tell whether you are signed in. Your
        browser keeps its cookie: if you were signed in, you will be again.
      </Notice>
    </PanelPart>
  );
}
