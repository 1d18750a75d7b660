import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  revokeDatabaseSession,
  revokeHybridSession,
  revokeOtherDatabaseSessions,
  revokeOtherHybridSessions,
} from "@/app/actions/revoke-sessions";
import { DevicesPage } from "@/components/devices/devices-page";
import { LiveSessionBoundary } from "@/components/live/live-session-boundary";
import { LiveStatus } from "@/components/live/live-status";
import { RefusalDelay } from "@/components/live/refusal-delay";
import { Panel, PanelPart } from "@/components/ui/panel";
import { databaseAuth, hybridAuth } from "@/lib/auth";
import { storeInUse } from "@/lib/store/session-store";
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
      <DevicesPage
        strategy="database"
        {...{ current, sessions, revoked }}
        revoke={revokeDatabaseSession}
        revokeOthers={revokeOtherDatabaseSessions}
      >
        {storeInUse.title} has a record of each session, so this page can list and revoke your
        sessions. JWT and Sealed have no such record.
      </DevicesPage>
    );
  }),
  hybrid: hybridAuth.page(async (current, props: Props) => {
    const sessions = await hybridAuth.sessions.list(current.userId);
    const { revoked, session } = await props.searchParams;
    return (
      <LiveSessionBoundary session={current.id} returnTo="/hybrid/devices">
        <DevicesPage
          strategy="hybrid"
          {...{ current, sessions, revoked }}
          revoke={revokeHybridSession}
          revokeOthers={revokeOtherHybridSessions}
          above={
            <>
              {typeof session === "string" && (
                <RefusalDelay key={session} session={current.id} revoked={session} />
              )}
              <div className="mb-6">
                <Panel strategy="hybrid">
                  <PanelPart heading="Is this device still signed in?" level={2}>
                    <LiveStatus session={current.id} />
                  </PanelPart>
                </Panel>
              </div>
            </>
          }
        >
          {storeInUse.title} has a record of each session, but a page view does not read it: each
          server has a list of ended sessions. To test this, open this page in a second browser and
          revoke the session of that browser here.
        </DevicesPage>
      </LiveSessionBoundary>
    );
  }),
};

export default async function Page(props: Props) {
  const strategy = await strategyFrom(props.params);
  return isStored(strategy) ? pages[strategy](props) : notFound();
}
