import Link from "next/link";
import type { Session } from "signet-auth/next";
import { isGuest } from "@/lib/practice/guest";
import type { SessionInspection } from "@/lib/session/inspect-session";
import type { SessionData } from "@/lib/session/session-data";
import { storeInUse } from "@/lib/store/session-store";
import { isStored, type StrategyName } from "@/lib/strategies";
import { CookieDetails } from "../cookie/cookie-details";
import { ReadCost } from "../session/read-cost";
import { SessionDetails } from "../session/session-details";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { PanelPart } from "../ui/panel";

/** Heading of the session details, for strategies whose cookie cannot be read without the server. */
const DETAILS_HEADING: Readonly<Partial<Record<StrategyName, string>>> = {
  sealed: "The session that the server decrypts",
  database: `The session that ${storeInUse.title} stores under that id`,
};

export function SignedInContent(props: {
  readonly inspection: SessionInspection;
  readonly session: Session<SessionData>;
  readonly now: number;
}) {
  const { inspection, session, now } = props;
  const { strategy, cookie } = inspection;
  const detailsHeading = DETAILS_HEADING[strategy];
  return (
    <>
      <PanelPart>
        <p className="text-lg">
          <span className="text-soft">Signed in as</span>{" "}
          <strong className="font-semibold">{session.data.name}</strong>
          <span className="text-soft">, {session.data.role}</span>
        </p>
        {isGuest(session.userId) && (
          <p className="text-sm text-soft">
            Your first answer in the practice began this session. It holds your{" "}
            <Link href="/practice/progress" className="text-ink underline underline-offset-4">
              progress
            </Link>
            . <SignInLink strategy={strategy} /> to move the progress to an account. A sign-out ends
            this session, and then nothing can show the progress.
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`/${strategy}/dashboard`}>Dashboard</LinkButton>
          {isStored(strategy) && <LinkButton href={`/${strategy}/devices`}>Devices</LinkButton>}
          <SignOutForm strategy={strategy} />
        </div>
      </PanelPart>
      <PanelPart heading="How the server identified you">
        <ReadCost inspection={inspection} />
      </PanelPart>
      {cookie !== null && (
        <PanelPart
          heading={`The ${cookie.cookies.length === 1 ? "cookie" : "cookies"} in your browser`}
        >
          <CookieDetails parts={cookie} now={now} />
        </PanelPart>
      )}
      {detailsHeading !== undefined && (
        <PanelPart heading={detailsHeading}>
          <SessionDetails session={session} now={now} />
        </PanelPart>
      )}
    </>
  );
}

function SignInLink({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <Link href={`/${strategy}/sign-in`} className="text-ink underline underline-offset-4">
      Sign in
    </Link>
  );
}
