import Link from "next/link";
import { returnPath } from "signet-auth/next";
import { observe } from "@/lib/observe";
import { type StrategyName, strategies } from "@/lib/strategies";
import { Notice } from "../ui/notice";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";
import { DemoAccounts } from "./demo-accounts";
import { RefusedCookie } from "./refused-cookie";
import { SignInForm } from "./sign-in-form";

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The sign-in page of one side, from which one goes back to where one was sent away. */
export async function SignInPage(props: {
  readonly strategy: StrategyName;
  readonly searchParams: SearchParams;
}) {
  const { strategy } = props;
  const asked = (await props.searchParams)["returnTo"];
  const returnTo = returnPath(asked, `/${strategy}/dashboard`);
  const observation = await observe(strategy);
  const { reading } = observation;
  return (
    <div data-strategy={strategy} className="mx-auto max-w-md">
      <PageHeading strategy={strategy} title={`Sign in with ${strategies[strategy].noun}`}>
        {asked === undefined
          ? strategies[strategy].motto
          : "Sign in to see the page that you asked for."}
      </PageHeading>
      <Panel strategy={strategy}>
        {reading.status === "rejected" && (
          <PanelPart>
            <RefusedCookie observation={observation} now={Date.now()} />
          </PanelPart>
        )}
        {reading.status === "active" && (
          <PanelPart>
            <Notice>
              You are signed in as {reading.session.data.name}.{" "}
              <Link href={returnTo} className="font-semibold underline underline-offset-4">
                Go on
              </Link>
              , or sign in as somebody else.
            </Notice>
          </PanelPart>
        )}
        <PanelPart>
          <SignInForm strategy={strategy} returnTo={returnTo} />
        </PanelPart>
        <PanelPart heading="Or use a demo account" level={2}>
          <DemoAccounts strategy={strategy} returnTo={returnTo} />
        </PanelPart>
      </Panel>
      <p className="mt-6 text-sm text-soft">
        No account?{" "}
        <Link
          href={`/register?strategy=${strategy}`}
          className="font-semibold text-ink underline underline-offset-4"
        >
          Make one
        </Link>
      </p>
    </div>
  );
}
