import Link from "next/link";
import { returnPath } from "signet-auth/next";
import { isGuest } from "@/lib/practice/guest";
import { inspectSession } from "@/lib/session/inspect-session";
import { type StrategyName, strategies } from "@/lib/strategies";
import { CodeStep } from "../methods/code-step";
import { MoreWays } from "../methods/more-ways";
import { hasOutcome, OutcomeNotice } from "../methods/outcome-notice";
import { SecondStep } from "../methods/second-step";
import { Notice } from "../ui/notice";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";
import { DemoAccounts } from "./demo-accounts";
import { RejectedCookie } from "./rejected-cookie";
import { SignInForm } from "./sign-in-form";

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The sign-in page of one strategy. After the sign-in, the user returns to the page in `returnTo`. */
export async function SignInPage(props: {
  readonly strategy: StrategyName;
  readonly searchParams: SearchParams;
}) {
  const { strategy } = props;
  const query = await props.searchParams;
  const requested = query["returnTo"];
  const returnTo = returnPath(requested, `/${strategy}/dashboard`);
  const inspection = await inspectSession(strategy);
  const { reading } = inspection;
  const target = { basePath: `/api/${strategy}`, returnTo };
  // A refused code comes back with the name of its method.
  const isSecond = query["method"] === "totp" || query["method"] === "recovery";
  if (query["step"] === "second-factor" || isSecond) {
    return <SecondStep strategy={strategy} query={query} {...target} />;
  }
  const isGuestHere = reading.status === "active" && isGuest(reading.session.userId);
  return (
    <div data-strategy={strategy} className="mx-auto max-w-md">
      <PageHeading strategy={strategy} title={`Sign in with ${strategies[strategy].noun}`}>
        {requested === undefined || isGuestHere
          ? strategies[strategy].motto
          : "Sign in to see the page that you requested."}
      </PageHeading>
      <Panel strategy={strategy}>
        {hasOutcome(query) && (
          <PanelPart>
            <OutcomeNotice query={query} />
            {query["sent"] === "email" && <CodeStep {...target} />}
          </PanelPart>
        )}
        {reading.status === "rejected" && (
          <PanelPart>
            <RejectedCookie inspection={inspection} now={Date.now()} />
          </PanelPart>
        )}
        {reading.status === "active" && (
          <PanelPart>
            <Notice>
              {isGuestHere ? (
                "You practise as a guest. Sign in, and the progress in this browser moves to your account."
              ) : (
                <>
                  You are signed in as {reading.session.data.name}.{" "}
                  <Link href={returnTo} className="font-semibold underline underline-offset-4">
                    Continue
                  </Link>
                  , or sign in as another user.
                </>
              )}
            </Notice>
          </PanelPart>
        )}
        <PanelPart>
          <SignInForm strategy={strategy} returnTo={returnTo} />
        </PanelPart>
        <PanelPart heading="Or use a demo account" level={2}>
          <DemoAccounts strategy={strategy} returnTo={returnTo} />
        </PanelPart>
        <MoreWays strategy={strategy} returnTo={returnTo} />
      </Panel>
      <p className="mt-6 text-sm text-soft">
        No account?{" "}
        <Link
          href={registerAddress(strategy, requested === undefined ? null : returnTo)}
          className="font-semibold text-ink underline underline-offset-4"
        >
          Create one
        </Link>
      </p>
    </div>
  );
}

/** The registration page keeps the address to which the user returns. */
function registerAddress(strategy: StrategyName, returnTo: string | null): string {
  const query = new URLSearchParams({ strategy, ...(returnTo !== null && { returnTo }) });
  return `/register?${query}`;
}
