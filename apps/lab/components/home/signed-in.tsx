import type { Session } from "signet-auth/next";
import type { Observation } from "@/lib/observe";
import type { SessionData } from "@/lib/session-data";
import { storeInUse } from "@/lib/session-store";
import { isStored, type StrategyName } from "@/lib/strategies";
import { CookieView } from "../cookie/cookie-view";
import { Meters } from "../meters";
import { SessionFacts } from "../session-facts";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { PanelPart } from "../ui/panel";

/** Where the cookie does not show the session, what the server sees is shown beside it. */
const BEHIND: Readonly<Partial<Record<StrategyName, string>>> = {
  sealed: "What the server decrypts",
  database: `What ${storeInUse.title} keeps under that id`,
};

export function SignedIn(props: {
  readonly observation: Observation;
  readonly session: Session<SessionData>;
  readonly now: number;
}) {
  const { observation, session, now } = props;
  const { strategy, cookie } = observation;
  const behind = BEHIND[strategy];
  return (
    <>
      <PanelPart>
        <p className="text-lg">
          <span className="text-soft">Signed in as</span>{" "}
          <strong className="font-semibold">{session.data.name}</strong>
          <span className="text-soft">, {session.data.role}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`/${strategy}/dashboard`}>Dashboard</LinkButton>
          {isStored(strategy) && <LinkButton href={`/${strategy}/devices`}>Devices</LinkButton>}
          <SignOutForm strategy={strategy} />
        </div>
      </PanelPart>
      <PanelPart heading="What the server did to know who you are">
        <Meters observation={observation} />
      </PanelPart>
      {cookie !== null && (
        <PanelPart
          heading={`The ${cookie.cookies.length === 1 ? "cookie" : "cookies"} your browser holds`}
        >
          <CookieView picture={cookie} now={now} />
        </PanelPart>
      )}
      {behind !== undefined && (
        <PanelPart heading={behind}>
          <SessionFacts session={session} now={now} />
        </PanelPart>
      )}
    </>
  );
}
