import type { Session } from "signet-auth/next";
import { observe } from "@/lib/observe";
import type { SessionData } from "@/lib/session-data";
import { isStored, type StrategyName, strategies } from "@/lib/strategies";
import { Watch } from "../live/watch";
import { WhileLive } from "../live/while-live";
import { Meters } from "../meters";
import { SessionFacts } from "../session-facts";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { Code } from "../ui/code";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";

import { type ChangeData, DataForm } from "./data-form";

const CONSEQUENCES = {
  jwt: "The browser gets a new cookie. Your other devices keep the old data.",
  sealed: "The browser gets a new cookie. Your other devices keep the old data.",
  database: "The record in the store changes. The cookie stays the same.",
  hybrid:
    "The record in the store changes, and this browser gets a new cookie. Your other devices get the new data within five seconds.",
};

/** The guarded page, the same under every strategy. */
export async function Dashboard(props: {
  readonly strategy: StrategyName;
  readonly session: Session<SessionData>;
  readonly change: ChangeData;
}) {
  const { strategy, session } = props;
  const observation = await observe(strategy);
  const returnTo = `/${strategy}/dashboard`;
  const page = (
    <div data-strategy={strategy}>
      <PageHeading strategy={strategy} title={`${strategies[strategy].title} dashboard`}>
        Hello, {session.data.name}. Only people who are signed in see this page, because it is made
        with <Code>auth.page</Code>.
      </PageHeading>
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel>
          <PanelPart heading="Your session, as the app gets it" level={2}>
            <SessionFacts session={session} now={Date.now()} />
          </PanelPart>
          <PanelPart heading="What the server did before it showed this page" level={2}>
            <Meters observation={observation} />
            <p className="text-sm text-soft">
              Before that, <Code>proxy.ts</Code> read the session once: it sends visitors without
              one to the sign-in page.
            </p>
          </PanelPart>
          {strategy === "hybrid" && (
            <PanelPart heading="Is this session still live?" level={2}>
              <Watch session={session.id} />
            </PanelPart>
          )}
        </Panel>
        <Panel>
          <PanelPart heading="Change the session’s data" level={2}>
            <p className="text-sm text-soft">{CONSEQUENCES[strategy]}</p>
            <DataForm
              action={props.change}
              name={session.data.name}
              note={session.data.note ?? ""}
            />
          </PanelPart>
          <PanelPart>
            <div className="flex flex-wrap gap-2">
              {isStored(strategy) && <LinkButton href={`/${strategy}/devices`}>Devices</LinkButton>}
              <LinkButton href={`/#${strategy}`}>Side by side</LinkButton>
              <SignOutForm strategy={strategy} />
            </div>
          </PanelPart>
        </Panel>
      </div>
    </div>
  );
  if (strategy !== "hybrid") return page;
  return (
    <WhileLive session={session.id} returnTo={returnTo}>
      {page}
    </WhileLive>
  );
}
