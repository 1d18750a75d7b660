import type { Metadata } from "next";
import { RegisterForm } from "@/components/register/register-form";
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
      <PageHeading title="Create an account">
        One account works with all four strategies.
      </PageHeading>
      <Panel>
        <PanelPart>
          <RegisterForm strategy={isStrategyName(strategy) ? strategy : "jwt"} />
        </PanelPart>
      </Panel>
    </div>
  );
}
