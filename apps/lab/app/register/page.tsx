import type { Metadata } from "next";
import { RegisterForm } from "@/components/account/register-form";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel, PanelPart } from "@/components/ui/panel";
import { isStrategyName } from "@/lib/strategies";

export const metadata: Metadata = { title: "New account" };

export default async function Page(props: {
  readonly searchParams: Promise<{ readonly strategy?: string | string[] }>;
}) {
  const { strategy } = await props.searchParams;
  return (
    <div className="mx-auto max-w-md">
      <PageHeading title="Make an account">
        One account works with all four ways to stay signed in.
      </PageHeading>
      <Panel>
        <PanelPart>
          <RegisterForm strategy={isStrategyName(strategy) ? strategy : "jwt"} />
        </PanelPart>
      </Panel>
    </div>
  );
}
