import type { Metadata } from "next";
import { revokeOthersUnderHybrid, revokeUnderHybrid } from "@/app/actions/devices";
import { Devices } from "@/components/account/devices";
import { Refused } from "@/components/refused";
import { Panel, PanelPart } from "@/components/ui/panel";
import { Watch } from "@/components/watch";
import { hybridAuth } from "@/lib/auth";
import { storeInUse } from "@/lib/session-store";

export const metadata: Metadata = { title: "Devices" };

export default async function Page(props: {
  readonly searchParams: Promise<{
    readonly revoked?: string | string[];
    readonly session?: string | string[];
  }>;
}) {
  const current = await hybridAuth.required({ returnTo: "/hybrid/devices" });
  const sessions = await hybridAuth.sessions.list(current.userId);
  const { revoked, session } = await props.searchParams;
  return (
    <Devices
      strategy="hybrid"
      {...{ current, sessions, revoked }}
      revoke={revokeUnderHybrid}
      revokeOthers={revokeOthersUnderHybrid}
      above={
        <>
          {typeof session === "string" && <Refused key={session} session={session} />}
          <div className="mb-6">
            <Panel strategy="hybrid">
              <PanelPart heading="Is this device still signed in?" level={2}>
                <Watch />
              </PanelPart>
            </Panel>
          </div>
        </>
      }
    >
      Every sign-in leaves a record in {storeInUse.title}, and no page view reads it: each server
      hears what ended. Open this page in a second browser, revoke that one from here, and watch it
      there.
    </Devices>
  );
}
