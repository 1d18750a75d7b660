import type { Session } from "signet-auth/next";
import { inspectSession } from "@/lib/session/inspect-session";
import type { SessionData } from "@/lib/session/session-data";
import { isStored, type StrategyName, strategies } from "@/lib/strategies";
import { LiveSessionBoundary } from "../live/live-session-boundary";
import { LiveStatus } from "../live/live-status";
import { ReadCost } from "../session/read-cost";
import { SessionDetails } from "../session/session-details";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { Code } from "../ui/code";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";

import { type ChangeData, SessionDataForm } from "./session-data-form";

const CONSEQUENCES = {
  jwt: "The browser gets a new cookie. Your other devices keep the old data.",
  sealed: "The browser gets a new cookie. Your other devices keep the old data.",
  database: "The record in the store changes. The cookie stays the same.",
  hybrid:
    "The record in the store changes, and this browser gets a new cookie. Your other devices get the new data within five seconds.",
};

/** The guarded page. It is the same for every strategy. */
export async function DashboardPage(props: {
  readonly strategy: StrategyName;
  readonly session: Session<SessionData>;
  readonly change: ChangeData;
}) {
  const { strategy, session } = props;
  const inspection = await inspectSession(strategy);
  const returnTo = `/${strategy}/dashboard`;
  const page = (
    <div data-strategy={strategy}>
      <PageHeading strategy={strategy} title={`${strategies[strategy].title} dashboard`}>
        Hello, {session.data.name}. Only signed-in users see this page, because{" "}
        <Code>auth.page</Code> guards it.
      </PageHeading>
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel>
          <PanelPart heading="Your session, as the app receives it" level={2}>
            <SessionDetails session={session} now={Date.now()} />
          </PanelPart>
          <PanelPart heading="The server’s steps before it sent this page" level={2}>
            <ReadCost inspection={inspection} />
            <p className="text-sm text-soft">
              Before that, <Code>proxy.ts</Code> read the session once. It sends visitors without a
              session to the sign-in page.
            </p>
          </PanelPart>
          {strategy === "hybrid" && (
            <PanelPart heading="Is this session still live?" level={2}>
              <LiveStatus session={session.id} />
            </PanelPart>
          )}
        </Panel>
        <Panel>
          <PanelPart heading="Change the session’s data" level={2}>
            <p className="text-sm text-soft">{CONSEQUENCES[strategy]}</p>
            <SessionDataForm
              action={props.change}
              name={session.data.name}
              note={session.data.note ?? ""}
            />
          </PanelPart>
          <PanelPart>
            <div className="flex flex-wrap gap-2">
              {isStored(strategy) && <LinkButton href={`/${strategy}/devices`}>Devices</LinkButton>}
              <LinkButton href={`/${strategy}/account`}>Account</LinkButton>
              <LinkButton href={`/#${strategy}`}>All strategies</LinkButton>
              <SignOutForm strategy={strategy} />
            </div>
          </PanelPart>
        </Panel>
      </div>
    </div>
  );
  if (strategy !== "hybrid") return page;
  return (
    <LiveSessionBoundary session={session.id} returnTo={returnTo}>
      {page}
    </LiveSessionBoundary>
  );
}
