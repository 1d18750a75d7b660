import type { StrategyName } from "@/lib/strategies";
import { LinkButton } from "../ui/button";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";
import { hasOutcome, OutcomeNotice } from "./outcome-notice";
import { SecondFactor } from "./second-factor";

/** The sign-in page between the first and the second factor. */
export function SecondStep(props: {
  readonly strategy: StrategyName;
  readonly query: Readonly<Record<string, unknown>>;
  readonly basePath: string;
  readonly returnTo: string;
}) {
  const { strategy, query, basePath, returnTo } = props;
  const asked = typeof query["methods"] === "string" ? query["methods"].split(",") : [];
  return (
    <div data-strategy={strategy} className="mx-auto max-w-md">
      <PageHeading strategy={strategy} title="One more step">
        Your first proof is right. Your account asks for a second one, and until then you have no
        session.
      </PageHeading>
      <Panel strategy={strategy}>
        {hasOutcome(query) && (
          <PanelPart>
            <OutcomeNotice query={query} />
          </PanelPart>
        )}
        <SecondFactor
          methods={asked.length > 0 ? asked : ["totp", "recovery", "passkey"]}
          {...{ basePath, returnTo }}
        />
      </Panel>
      <div className="pt-6">
        <LinkButton href={`/${strategy}/sign-in`}>Begin again</LinkButton>
      </div>
    </div>
  );
}
