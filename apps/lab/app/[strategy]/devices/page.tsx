import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  revokeOthersUnderDatabase,
  revokeOthersUnderHybrid,
  revokeUnderDatabase,
  revokeUnderHybrid,
} from "@/app/actions/devices";
import { Devices } from "@/components/account/devices";
import { Refused } from "@/components/live/refused";
import { Watch } from "@/components/live/watch";
import { WhileLive } from "@/components/live/while-live";
import { Panel, PanelPart } from "@/components/ui/panel";
import { databaseAuth, hybridAuth } from "@/lib/auth";
import { storeInUse } from "@/lib/session-store";
import { isStored } from "@/lib/strategies";
import { type StrategyParams, strategyFrom } from "@/lib/strategy-params";

interface Props {
  readonly params: StrategyParams;
  readonly searchParams: Promise<{
    readonly revoked?: string | string[];
    readonly session?: string | string[];
  }>;
}

export const metadata: Metadata = { title: "Devices" };

const pages = {
  database: databaseAuth.page(async (current, props: Props) => {
    const sessions = await databaseAuth.sessions.list(current.userId);
    const { revoked } = await props.searchParams;
    return (
      <Devices
        strategy="database"
        {...{ current, sessions, revoked }}
        revoke={revokeUnderDatabase}
        revokeOthers={revokeOthersUnderDatabase}
      >
        Each sign-in is recorded in {storeInUse.title}, so that it can be listed and revoked here.
        With a JWT or a sealed cookie there is no record.
      </Devices>
    );
  }),
  hybrid: hybridAuth.page(async (current, props: Props) => {
    const sessions = await hybridAuth.sessions.list(current.userId);
    const { revoked, session } = await props.searchParams;
    return (
      <WhileLive session={current.id} returnTo="/hybrid/devices">
        <Devices
          strategy="hybrid"
          {...{ current, sessions, revoked }}
          revoke={revokeUnderHybrid}
          revokeOthers={revokeOthersUnderHybrid}
          above={
            <>
              {typeof session === "string" && (
                <Refused key={session} session={current.id} revoked={session} />
              )}
              <div className="mb-6">
                <Panel strategy="hybrid">
                  <PanelPart heading="Is this device still signed in?" level={2}>
                    <Watch session={current.id} />
                  </PanelPart>
                </Panel>
              </div>
            </>
          }
        >
          Each sign-in is recorded in {storeInUse.title}, but no page view reads that record: each
          server keeps a list of the sessions that ended. To see it work, open this page in a second
          browser as well, and revoke its session here.
        </Devices>
      </WhileLive>
    );
  }),
};

export default async function Page(props: Props) {
  const strategy = await strategyFrom(props.params);
  return isStored(strategy) ? pages[strategy](props) : notFound();
}
