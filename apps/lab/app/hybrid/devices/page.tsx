import type { Metadata } from "next";
import { revokeOthersUnderHybrid, revokeUnderHybrid } from "@/app/actions/devices";
import { Devices } from "@/components/account/devices";
import { Refused } from "@/components/live/refused";
import { Watch } from "@/components/live/watch";
import { WhileLive } from "@/components/live/while-live";
import { Panel, PanelPart } from "@/components/ui/panel";
import { hybridAuth } from "@/lib/auth";
import { storeInUse } from "@/lib/session-store";

export const metadata: Metadata = { title: "Devices" };

interface Props {
  readonly searchParams: Promise<{
    readonly revoked?: string | string[];
    readonly session?: string | string[];
  }>;
}

export default hybridAuth.page(async (current, props: Props) => {
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
});
