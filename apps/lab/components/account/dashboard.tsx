import { auths } from "@/lib/auth";
import { observe } from "@/lib/observe";
import { isStored, type StrategyName, strategies } from "@/lib/strategies";
import { Meters } from "../meters";
import { SessionFacts } from "../session-facts";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { Code } from "../ui/code";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";
import { Watch } from "../watch";
import { type ChangeData, DataForm } from "./data-form";

const CONSEQUENCES = {
  jwt: "The browser gets a new cookie. Another device goes on with what its own cookie says.",
  sealed: "The browser gets a new cookie. Another device goes on with what its own cookie says.",
  database: "The record in the store changes. The cookie stays as it is.",
  hybrid:
    "The record in the store changes, and this browser gets a new cookie. Older cookies show the new data within five seconds.",
};

/** The guarded page, the same under every strategy. */
export async function Dashboard(props: {
  readonly strategy: StrategyName;
  readonly change: ChangeData;
}) {
  const { strategy } = props;
  const observation = await observe(strategy);
  const returnTo = `/${strategy}/dashboard`;
  const session = await auths[strategy].required({ returnTo });
  return (
    <div data-strategy={strategy}>
      <PageHeading strategy={strategy} title={`${strategies[strategy].title} dashboard`}>
        Hello, {session.data.name}. Only people who are signed in see this page; the guard is one
        line: <Code>auth.required()</Code>. {strategies[strategy].motto}
      </PageHeading>
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel>
          <PanelPart heading="Your session, as the app gets it" level={2}>
            <SessionFacts session={session} now={Date.now()} />
          </PanelPart>
          <PanelPart heading="What the server did to let this page through" level={2}>
            <Meters observation={observation} />
            <p className="text-sm text-soft">
              The proxy before it looked once as well, to send strangers away early.
            </p>
          </PanelPart>
          {strategy === "hybrid" && (
            <PanelPart heading="Still signed in?" level={2}>
              <Watch />
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
}
