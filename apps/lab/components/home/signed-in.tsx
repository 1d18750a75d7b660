import type { Session } from "signet-auth/next";
import type { Observation } from "@/lib/observe";
import type { SessionData } from "@/lib/session-data";
import { CookieView } from "../cookie/cookie-view";
import { Meters } from "../meters";
import { SessionFacts } from "../session-facts";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { PanelPart } from "../ui/panel";

const DEEDS = {
  jwt: "Checked the signature and the times on the cookie. Asked nobody.",
  database: "Looked the id up in the store and compared the secret with its hash.",
};

export function SignedIn(props: {
  readonly observation: Observation;
  readonly session: Session<SessionData>;
  readonly now: number;
}) {
  const { observation, session, now } = props;
  const { strategy, cookie } = observation;
  return (
    <>
      <PanelPart>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p>
            Signed in as <strong className="font-semibold">{session.data.name}</strong>
            <span className="text-soft">, {session.data.role}</span>
          </p>
          <SignOutForm strategy={strategy} />
        </div>
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`/${strategy}/dashboard`}>Dashboard</LinkButton>
          {strategy === "database" && <LinkButton href="/database/devices">Devices</LinkButton>}
        </div>
      </PanelPart>
      <PanelPart heading="What the server did to answer">
        <Meters observation={observation} />
        <p className="text-sm text-soft">{DEEDS[strategy]}</p>
      </PanelPart>
      <PanelPart heading="The cookie your browser holds">
        {cookie !== null && <CookieView cookie={cookie} now={now} />}
      </PanelPart>
      {strategy === "database" && (
        <PanelPart heading="What the store keeps under that id">
          <SessionFacts session={session} now={now} />
        </PanelPart>
      )}
    </>
  );
}
