import type { Metadata } from "next";
import { returnPath } from "signet-auth/next";
import { RegisterForm } from "@/components/register/register-form";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel, PanelPart } from "@/components/ui/panel";
import { currentGuest } from "@/lib/practice/progress/move-guest";
import { isStrategyName } from "@/lib/strategies";

export const metadata: Metadata = { title: "New account" };

export default async function Page(props: {
  readonly searchParams: Promise<{
    readonly strategy?: string | string[];
    readonly returnTo?: string | string[];
  }>;
}) {
  const { strategy, returnTo } = await props.searchParams;
  const guest = await currentGuest();
  // Without an address, the user goes to the dashboard of the chosen strategy.
  const wanted = returnTo === undefined ? "" : returnPath(returnTo, "");
  return (
    <div className="mx-auto max-w-md">
      <PageHeading title="Create an account">
        One account works with all four strategies.
        {guest !== null && " With Hybrid, your progress in the practice moves to the account."}
      </PageHeading>
      <Panel>
        <PanelPart>
          <RegisterForm
            strategy={isStrategyName(strategy) ? strategy : guest === null ? "jwt" : "hybrid"}
            returnTo={wanted}
          />
        </PanelPart>
      </Panel>
    </div>
  );
}
